//! The tables of a comparison with another catalogue: findings by findings, changes, their reasons, and how many
//! answers were carried over.

use crate::catalogue::Catalogue;
use crate::summary::comparison::{BANDS, Compared, FindingChange, Findings};
use crate::summary::disclosure_control::Label;
use crate::summary::disclosure_control::candidate_tables::{CandidateTable, CandidateTables, Sum};
use crate::summary::disclosure_control::collapse;
use crate::summary::disclosure_control::tables::{cases, coarsened, finding_labels, finding_labels_of, merged, rank};
use crate::summary::layout::{Block, number};

/// The rows, or columns, in each merged group.
type Groups = Vec<Vec<usize>>;

fn not_compared() -> Label {
    Label::new("not-compared", text!("summary-not-compared"))
}

pub(super) fn draw(to: &mut CandidateTables<'_>) {
    let layout = to.layout;
    let Some(compared) = &layout.compared else { return };
    findings(to, compared);
    if compared.comparison.can_move() {
        moves(to, compared);
        rules(to, compared);
    }
    if !compared.comparison.is_whole() {
        carried(to, compared);
    }
}

fn total(to: &CandidateTables<'_>, block: Block, group: &[usize], is_row: bool) -> u64 {
    to.count(&line(block, group, is_row))
}

/// All cells of some rows, or of some columns.
fn line(block: Block, group: &[usize], is_row: bool) -> Sum {
    let (rows, columns): (Vec<usize>, Vec<usize>) = ((0..block.rows).collect(), (0..block.columns).collect());
    if is_row { sum(block, group, &columns) } else { sum(block, &rows, group) }
}

fn sum(block: Block, rows: &[usize], columns: &[usize]) -> Sum {
    rows.iter().flat_map(|row| columns.iter().map(move |column| number(block.cell(*row, *column)))).collect()
}

fn are_fine(to: &CandidateTables<'_>, block: Block, rows: &Groups, columns: &Groups) -> bool {
    rows.iter().all(|row| columns.iter().all(|column| to.is_fine(&sum(block, row, column))))
}

/// The way to merge rows and columns that leaves the most counts, all of them large enough.
fn best(to: &CandidateTables<'_>, block: Block, rows: &[Groups], columns: &[Groups]) -> Option<(Groups, Groups)> {
    let mut ways: Vec<(&Groups, &Groups)> =
        rows.iter().flat_map(|rows| columns.iter().map(move |columns| (rows, columns))).collect();
    ways.retain(|(rows, columns)| rows.len() * columns.len() > 1);
    ways.sort_by_key(|(rows, columns)| std::cmp::Reverse(rows.len() * columns.len()));
    let found = ways.into_iter().find(|(rows, columns)| are_fine(to, block, rows, columns));
    found.map(|(rows, columns)| (rows.clone(), columns.clone()))
}

fn rows_of(block: Block, labels: Vec<Label>, rows: &Groups, columns: &Groups) -> Vec<(Vec<Label>, Vec<Sum>)> {
    let numbers = |row: &Vec<usize>| columns.iter().map(|column| sum(block, row, column)).collect();
    labels.into_iter().zip(rows).map(|(label, row)| (vec![label], numbers(row))).collect()
}

fn findings(to: &mut CandidateTables<'_>, compared: &Compared<'_>) {
    let (block, comparison) = (compared.findings, &compared.comparison);
    crate::summary::disclosure_control::tables::protect_all(to, block);
    (0..block.columns).for_each(|column| to.protect(line(block, &[column], false)));
    let not = block.columns - 1;
    // "Not compared" is a column of its own, or merged with the lowest finding, because both mean that little is known.
    let with_rest = |way: &Groups| -> Vec<Groups> {
        if comparison.is_whole() {
            return vec![way.clone()];
        }
        let (mut apart, mut together) = (way.clone(), way.clone());
        apart.push(vec![not]);
        together.iter_mut().rev().take(1).for_each(|last| last.push(not));
        vec![apart, together]
    };
    let rows = crate::summary::disclosure_control::tables::coarser(to);
    let counts: Vec<u64> = (0..not).map(|column| total(to, block, &[column], false)).collect();
    let suppress = to.suppress;
    let fine = |count| crate::summary::disclosure_control::is_fine(count, suppress);
    let first = if comparison.other().ordered {
        collapse::neighbours(&counts, fine)
    } else {
        crate::summary::disclosure_control::tables::unordered(&counts, fine)
    };
    let columns = coarsened(first, |group| total(to, block, group, false));
    let columns: Vec<Groups> = columns.iter().flat_map(with_rest).collect();
    // If both catalogues have the same findings, the same ones are merged on both sides where possible.
    let mut square = rows.iter().filter(|way| comparison.can_move() && way.len() > 1);
    let square = square.find_map(|way| {
        let found = with_rest(way).into_iter().find(|columns| are_fine(to, block, way, columns));
        found.map(|columns| (way.clone(), columns))
    });
    let found = square.or_else(|| best(to, block, &rows, &columns));
    let (rows, columns) = found.unwrap_or_else(|| (rows[0].clone(), columns[0].clone()));
    let other = comparison.other();
    let labels: Vec<Label> = columns
        .iter()
        .map(|group| {
            let of_findings: Vec<usize> = group.iter().copied().filter(|at| *at != not).collect();
            let mut labels = if of_findings.is_empty() { vec![] } else { finding_labels_of(other, &[of_findings]) };
            labels.extend(group.contains(&not).then(not_compared));
            merged(labels.iter(), |texts| texts.join(" / "))
        })
        .collect();
    let own = to.layout.catalogue.name();
    let title = text!("summary-compared", own = &own, other = other.name());
    let note = if comparison.is_whole() {
        text!("summary-compared-note-whole", own = &own)
    } else {
        text!("summary-compared-note", own = &own)
    };
    let draft = CandidateTable::begin("compare.findings", &title, &note, &[&own], labels);
    let labels = finding_labels(to, &rows);
    to.together(draft, rank::ASKED_FOR, rows_of(block, labels, &rows, &columns));
}

/// The possible outcomes with their labels, in all ways to merge them, the finest first.
fn outcomes(compared: &Compared<'_>) -> Vec<Vec<(Label, Vec<usize>)>> {
    let of = |label: Label, outcomes: &[FindingChange]| {
        (label, outcomes.iter().map(|one| *one as usize).collect::<Vec<_>>())
    };
    let is_ordered = compared.comparison.findings == Findings::Ordered;
    let same = || of(Label::new("same", text!("summary-outcome-same")), &[FindingChange::Same]);
    let moved =
        || of(Label::new("another", text!("summary-outcome-another")), &[FindingChange::Lower, FindingChange::Higher]);
    let apart = || of(not_compared(), &[FindingChange::NotCompared]);
    let mut ways = vec![vec![same(), moved(), apart()]];
    if is_ordered {
        let (lower, higher) = (
            of(Label::new("lower", text!("summary-outcome-lower")), &[FindingChange::Lower]),
            of(Label::new("higher", text!("summary-outcome-higher")), &[FindingChange::Higher]),
        );
        ways.insert(0, vec![same(), lower, higher, apart()]);
        ways[1][1].0 = Label::new("lower+higher", text!("summary-outcome-lower-or-higher"));
    }
    if compared.comparison.is_whole() {
        for way in &mut ways {
            way.truncate(way.len() - 1);
        }
        return ways;
    }
    let all = [FindingChange::Lower, FindingChange::Higher, FindingChange::NotCompared];
    let ids = if is_ordered { "lower+higher+not-compared" } else { "another+not-compared" };
    ways.push(vec![same(), of(Label::new(ids, text!("summary-outcome-another-or-not-compared")), &all)]);
    ways
}

fn moves(to: &mut CandidateTables<'_>, compared: &Compared<'_>) {
    let block = compared.findings;
    let cells = |outcomes: &[usize]| -> Sum {
        let all = (0..block.rows).flat_map(|row| (0..block.columns).map(move |column| (row, column)));
        let outcome = |row: usize, column: usize| match column.cmp(&row) {
            _ if column + 1 == block.columns => FindingChange::NotCompared,
            std::cmp::Ordering::Equal => FindingChange::Same,
            std::cmp::Ordering::Less => FindingChange::Higher,
            std::cmp::Ordering::Greater => FindingChange::Lower,
        };
        let those = all.filter(|(row, column)| outcomes.contains(&(outcome(*row, *column) as usize)));
        those.map(|(row, column)| number(block.cell(row, column))).collect()
    };
    let ways = outcomes(compared);
    ways.iter().flatten().for_each(|(_, outcomes)| to.protect(cells(outcomes)));
    let is_fine = |way: &&Vec<(Label, Vec<usize>)>| way.iter().all(|(_, outcomes)| to.is_fine(&cells(outcomes)));
    let way = ways.iter().find(is_fine).unwrap_or(&ways[0]);
    let rows = way.iter().map(|(label, outcomes)| (vec![label.clone()], vec![cells(outcomes)])).collect();
    let [own, other] = [to.layout.catalogue, compared.comparison.other()].map(Catalogue::name);
    let (title, note) = (text!("summary-moves", own = own, other = other), text!("summary-each-case-once"));
    let draft = CandidateTable::begin("compare.moves", &title, note, &[text!("summary-head-finding")], cases());
    to.together(draft, rank::ASKED_FOR, rows);
}

fn rules(to: &mut CandidateTables<'_>, compared: &Compared<'_>) {
    let block = compared.rules;
    let findings = [to.layout.catalogue, compared.comparison.other()].map(|one| &one.findings);
    let other = Label::new("other", text!("summary-other"));
    let (lower, higher) = (text!("summary-move-lower"), text!("summary-move-higher"));
    let mut columns = vec![Label::new("lower", lower), Label::new("higher", higher), other.clone()];
    let mut groups: Groups = vec![vec![0], vec![1], vec![2]];
    if compared.comparison.findings == Findings::Unordered {
        let another = Label::new("another", text!("summary-outcome-another"));
        (columns, groups) = (vec![another, other], vec![vec![0, 1], vec![2]]);
    }
    let mut rows = Vec::new();
    for (at, reason) in compared.comparison.reasons.all().iter().enumerate() {
        let sides = [("before", text!("summary-reason-here")), ("after", text!("summary-reason-there"))];
        for (side, (id, text)) in sides.into_iter().enumerate() {
            let finding = &findings[side][reason.finding];
            let label = [&finding.id, &finding.title].map(|name| format!("{name}: {}", reason.words));
            let numbers: Vec<Sum> = groups.iter().map(|group| sum(block, &[2 * at + side], group)).collect();
            if to.count(&sum(block, &[2 * at + side], &[0, 1])) > 0 {
                rows.push((vec![Label::new(&label[0], &label[1]), Label::new(id, text)], numbers));
            }
        }
    }
    let (title, note) = (text!("summary-reasons"), text!("summary-reasons-note"));
    let heads = [text!("summary-head-reason"), text!("summary-head-holds")];
    let draft = CandidateTable::begin("compare.rules", title, note, &heads, columns);
    to.each(draft, rank::ASKED_FOR, rows);
}

fn carried(to: &mut CandidateTables<'_>, compared: &Compared<'_>) {
    let block = compared.carried;
    crate::summary::disclosure_control::tables::protect_all(to, block);
    (0..block.rows).for_each(|row| to.protect(line(block, &[row], true)));
    (0..block.columns).for_each(|column| to.protect(line(block, &[column], false)));
    let mut ways = if compared.comparison.can_move() { outcomes(compared) } else { Vec::new() };
    let ids: Vec<&str> = ways.first().into_iter().flatten().map(|(label, _)| label.id()).collect();
    let all =
        if ids.is_empty() { cases().remove(0) } else { Label::new(&ids.join("+"), text!("summary-column-cases")) };
    ways.push(vec![(all, (0..block.columns).collect())]);
    let bands =
        collapse::neighbours(&(0..block.rows).map(|row| total(to, block, &[row], true)).collect::<Vec<_>>(), |count| {
            crate::summary::disclosure_control::is_fine(count, to.suppress)
        });
    let bands = coarsened(bands, |group| total(to, block, group, true));
    let bands: Vec<Groups> = bands.into_iter().filter(|way| way.len() > 1).collect();
    let groups = |way: &Vec<(Label, Vec<usize>)>| way.iter().map(|(_, columns)| columns.clone()).collect::<Groups>();
    let columns: Vec<Groups> = ways.iter().map(groups).collect();
    let all: Groups = (0..block.rows).map(|row| vec![row]).collect();
    let (rows, columns) = best(to, block, &bands, &columns).unwrap_or_else(|| (all, columns[0].clone()));
    let way = ways.iter().find(|way| groups(way) == columns).unwrap_or(&ways[0]);
    let labels: [Label; BANDS] = [
        Label::new("0", text!("summary-carried-none")),
        Label::new("1-49", "1–49 %"),
        Label::new("50-99", "50–99 %"),
        Label::new("100", text!("summary-carried-all")),
        Label::new("no-answer", text!("summary-carried-no-answer")),
    ];
    let label = |group: &Vec<usize>| merged(group.iter().map(|at| &labels[*at]), |texts| texts.join(" / "));
    let labels = rows.iter().map(label).collect();
    let (title, note) =
        (text!("summary-carried", other = compared.comparison.other().name()), text!("summary-carried-note"));
    let columns_of = way.iter().map(|(label, _)| label.clone()).collect();
    let draft = CandidateTable::begin(
        "compare.carried",
        &title,
        note,
        &[text!("summary-head-answers-that-arrive")],
        columns_of,
    );
    to.together(draft, rank::ASKED_FOR, rows_of(block, labels, &rows, &columns));
}
