//! Draws every table: its title, its numbers, and how its rows are merged or suppressed.

mod compared;
mod crossed;
mod indicators;

use crate::catalogue::{AreaKind, Catalogue};
use crate::condition::Element;
use crate::summary::Layout;
use crate::summary::disclosure_control::Label;
use crate::summary::disclosure_control::candidate_tables::{CandidateTable, CandidateTables, Sum};
use crate::summary::disclosure_control::collapse;
use crate::summary::layout::{BANDS, Block, OPEN_FOR, number};

/// The order in which offers are tried, lowest first. Offers of one table are tried in the order of its rows.
pub(super) mod rank {
    pub const FINDINGS: usize = 0;
    pub const ASKED_FOR: usize = 1;
    pub const ADVICE: usize = 2;
    pub const ELEMENTS: usize = 3;
    pub const SIGNS: usize = 4;
    pub const TALK: usize = 5;
    pub const PARTS_OF_SIGNS: usize = 6;
}

pub(super) fn draw(to: &mut CandidateTables<'_>) {
    findings(to);
    if to.layout.catalogue.has_two_ended_range() {
        highest(to);
    }
    settled(to);
    open_for(to);
    doubts(to);
    advice(to);
    completeness(to);
    areas(to);
    crate::summary::disclosure_control::tables::indicators::draw(to);
    crate::summary::disclosure_control::tables::compared::draw(to);
    crate::summary::disclosure_control::tables::crossed::draw(to);
}

/// The sum of one cell.
fn one(block: Block, row: usize, column: usize) -> Sum {
    vec![number(block.cell(row, column))]
}

/// The label of merged rows.
fn merged<'l>(labels: impl Iterator<Item = &'l Label>, text: impl Fn(&[&str]) -> String) -> Label {
    let labels: Vec<&Label> = labels.collect();
    if let [label] = labels.as_slice() {
        return (*label).clone();
    }
    let ids: Vec<&str> = labels.iter().map(|label| label.id()).collect();
    let texts: Vec<&str> = labels.iter().map(|label| label.text()).collect();
    Label::new(&ids.join("+"), &text(&texts))
}

fn cases() -> Vec<Label> {
    vec![Label::new("cases", text!("summary-column-cases"))]
}

/// Labels for findings as columns or rows, merged like this.
fn finding_labels(to: &CandidateTables<'_>, groups: &[Vec<usize>]) -> Vec<Label> {
    finding_labels_of(to.layout.catalogue, groups)
}

fn finding_labels_of(catalogue: &Catalogue, groups: &[Vec<usize>]) -> Vec<Label> {
    let findings = &catalogue.findings;
    let labels: Vec<Label> = findings.iter().map(|one| Label::new(&one.id, &one.title)).collect();
    let text = |texts: &[&str]| {
        if texts.len() == labels.len() { text!("summary-any-finding").to_owned() } else { texts.join(" / ") }
    };
    let group = |group: &Vec<usize>| merged(group.iter().map(|at| &labels[*at]), text);
    groups.iter().map(group).collect()
}

/// The ways to merge findings: as in every table, and then ever coarser, down to one group.
fn coarser(to: &CandidateTables<'_>) -> Vec<Vec<Vec<usize>>> {
    let block = to.layout.findings;
    coarsened(to.findings.clone(), |group| group.iter().map(|row| to.count(&one(block, *row, 0))).sum())
}

/// These groups, and then ever coarser ones, down to one. Each step merges the smallest group with a neighbour.
fn coarsened(first: Vec<Vec<usize>>, count: impl Fn(&[usize]) -> u64) -> Vec<Vec<Vec<usize>>> {
    let mut ways = vec![first];
    while let Some(way) = ways.last().filter(|way| way.len() > 1) {
        let counts: Vec<u64> = way.iter().map(|group| count(group)).collect();
        let least = counts.iter().copied().filter(|count| *count > 0).min().unwrap_or_default();
        let merged = collapse::neighbours(&counts, |count| count != least);
        ways.push(merged.iter().map(|group| group.iter().flat_map(|at| way[*at].clone()).collect()).collect());
    }
    ways
}

/// Merges findings for this table, and for all tables that cross something with findings.
fn findings(to: &mut CandidateTables<'_>) {
    let block = to.layout.findings;
    let counts: Vec<u64> = (0..block.rows).map(|row| to.count(&one(block, row, 0))).collect();
    let suppress = to.suppress;
    let fine = |count| crate::summary::disclosure_control::is_fine(count, suppress);
    to.findings =
        if to.layout.catalogue.ordered { collapse::neighbours(&counts, fine) } else { unordered(&counts, fine) };
    (0..block.rows).for_each(|row| to.protect(one(block, row, 0)));
    let (title, note) = (text!("summary-findings"), text!("summary-findings-note"));
    let draft = CandidateTable::begin("findings", title, note, &[text!("summary-head-finding")], cases());
    let sum = |group: &Vec<usize>| vec![group.iter().map(|row| number(block.cell(*row, 0))).collect()];
    let labels = finding_labels(to, &to.findings);
    let rows = labels.into_iter().zip(&to.findings).map(|(label, group)| (vec![label], sum(group)));
    let rows = rows.collect();
    to.together(draft, rank::FINDINGS, rows);
}

/// Merges findings without an order: the smallest ones together.
fn unordered(counts: &[u64], fine: impl Fn(u64) -> bool) -> Vec<Vec<usize>> {
    let order = collapse::ascending(counts);
    let empty = (0..counts.len()).filter(|at| counts[*at] == 0).map(|at| vec![at]);
    let sum = |group: &Vec<usize>| group.iter().map(|at| counts[*at]).sum();
    let will_do = |merged: usize| collapse::groups(&order, merged).iter().all(|group| fine(sum(group)));
    let merged =
        collapse::smallest([order.len(), 0], |[merged, _]| order.len() - merged, |[merged, _]| will_do(merged))
            .map_or(order.len(), |way| way[0]);
    let mut groups: Vec<Vec<usize>> = collapse::groups(&order, merged).into_iter().chain(empty).collect();
    groups.sort_unstable();
    groups
}

/// A table with rows for merged findings and columns of its own.
fn by_finding(
    to: &CandidateTables<'_>,
    block: Block,
    findings: &[Vec<usize>],
    columns: &[Vec<usize>],
) -> Vec<(Vec<Label>, Vec<Sum>)> {
    let sum = |group: &Vec<usize>, columns: &Vec<usize>| -> Sum {
        group.iter().flat_map(|row| columns.iter().map(|column| number(block.cell(*row, *column)))).collect()
    };
    let row = |group: &Vec<usize>| columns.iter().map(|columns| sum(group, columns)).collect();
    let labels = finding_labels(to, findings).into_iter();
    labels.zip(findings).map(|(label, group)| (vec![label], row(group))).collect()
}

/// A table of findings by findings, both merged in the same way as far as necessary.
fn finding_by_finding(to: &mut CandidateTables<'_>, block: Block, words: [&str; 3], rank: usize) {
    protect_all(to, block);
    let all_fine = |way: &Vec<Vec<usize>>| {
        by_finding(to, block, way, way).iter().flat_map(|(_, sums)| sums).all(|sum| to.is_fine(sum))
    };
    let way = coarser(to).into_iter().filter(|way| way.len() > 1).find(all_fine);
    let way = way.unwrap_or_else(|| to.findings.clone());
    let draft =
        CandidateTable::begin(words[0], words[1], words[2], &[text!("summary-head-finding")], finding_labels(to, &way));
    let rows = by_finding(to, block, &way, &way);
    to.together(draft, rank, rows);
}

fn protect_all(to: &mut CandidateTables<'_>, block: Block) {
    for row in 0..block.rows {
        (0..block.columns).for_each(|column| to.protect(one(block, row, column)));
    }
}

fn highest(to: &mut CandidateTables<'_>) {
    let words = ["could-become", text!("summary-could-become"), text!("summary-could-become-note")];
    finding_by_finding(to, to.layout.highest, words, rank::ELEMENTS);
}

fn settled(to: &mut CandidateTables<'_>) {
    let block = to.layout.settled;
    protect_all(to, block);
    let two_ended = to.layout.catalogue.has_two_ended_range();
    let another = if two_ended { text!("summary-could-be-higher") } else { text!("summary-could-be-another") };
    let columns = vec![Label::new("settled", text!("summary-settled")), Label::new("open", another)];
    let mut ways = vec![(columns, vec![vec![0], vec![1]])];
    if two_ended {
        ways[0].0.push(Label::new("lower", text!("summary-could-be-lower")));
        ways[0].1.push(vec![2]);
        let columns = vec![
            Label::new("settled", text!("summary-settled")),
            Label::new("open+lower", text!("summary-could-be-another")),
        ];
        ways.push((columns, vec![vec![0], vec![1, 2]]));
    }
    let rows = |findings: &Vec<Vec<usize>>, columns: &[Vec<usize>]| by_finding(to, block, findings, columns);
    let all_fine = |rows: &[(Vec<Label>, Vec<Sum>)]| rows.iter().flat_map(|(_, sums)| sums).all(|sum| to.is_fine(sum));
    let coarser = coarser(to);
    let tried = coarser.iter().flat_map(|findings| ways.iter().map(move |way| (findings, way)));
    let found = tried.map(|(findings, (labels, columns))| (labels.clone(), rows(findings, columns)));
    let (labels, rows) = found
        .into_iter()
        .find(|(_, rows)| all_fine(rows))
        .unwrap_or_else(|| (ways[0].0.clone(), rows(&to.findings, &ways[0].1)));
    let (title, note) = (text!("summary-findings-settled"), text!("summary-findings-settled-note"));
    let draft = CandidateTable::begin("settled", title, note, &[text!("summary-head-finding")], labels);
    to.together(draft, rank::ELEMENTS, rows);
}

/// Independent rows of a block.
fn alone(block: Block, labels: impl Iterator<Item = Label>) -> Vec<(Vec<Label>, Vec<Sum>)> {
    let row = |row: usize| (0..block.columns).map(|column| one(block, row, column)).collect();
    labels.enumerate().map(|(at, label)| (vec![label], row(at))).collect()
}

fn open_for(to: &mut CandidateTables<'_>) {
    let (title, note) = (text!("summary-open-for"), text!("summary-open-for-note"));
    let columns = vec![Label::new("open", text!("summary-open")), Label::new("other", text!("summary-other"))];
    let draft = CandidateTable::begin("open-for", title, note, &[text!("summary-head-open-because")], columns);
    let labels: [Label; OPEN_FOR] = [
        Label::new("act", text!("summary-open-for-act")),
        Label::new("means", text!("summary-open-for-means")),
        Label::new("purpose", text!("summary-open-for-purpose")),
        Label::new("severity", text!("summary-open-for-severity")),
        Label::new("age", text!("summary-open-for-age")),
    ];
    to.each(draft, rank::ELEMENTS, alone(to.layout.open, labels.into_iter()));
}

fn doubts(to: &mut CandidateTables<'_>) {
    let (title, note) = (text!("summary-doubts"), text!("summary-doubts-note"));
    let columns = vec![cases().remove(0), Label::new("other", text!("summary-other"))];
    let draft = CandidateTable::begin("doubts", title, note, &[text!("summary-head-caution")], columns);
    let cautions = to.layout.catalogue.cautions.iter().map(|one| Label::new(&one.id, &one.title));
    let labels = cautions.chain([Label::new("contradictions", text!("summary-contradictions"))]);
    let rows = alone(to.layout.doubts, labels);
    to.each(draft, rank::ELEMENTS, rows);
}

fn advice(to: &mut CandidateTables<'_>) {
    let guidelines = &to.layout.catalogue.guidelines;
    let mut urgencies: Vec<Label> = guidelines.urgencies.iter().map(|one| Label::new(&one.id, &one.title)).collect();
    urgencies.push(Label::new("none", text!("summary-no-urgency")));
    let words = ["urgency", text!("summary-urgency"), text!("summary-each-case-once"), text!("summary-head-urgency")];
    in_order(to, to.layout.urgency, 0, &urgencies, words, rank::ADVICE);
    let tracks = [
        Label::new("adult", text!("summary-track-adult")),
        Label::new("child", text!("summary-track-child")),
        Label::new("undetermined", text!("summary-track-undetermined")),
    ];
    let words = ["track", text!("summary-track"), text!("summary-track-note"), text!("summary-head-track")];
    in_order(to, to.layout.track, 0, &tracks, words, rank::ADVICE);

    let labels: Vec<Label> = guidelines.pathways.iter().map(|one| Label::new(&one.id, &one.title)).collect();
    let (title, note) = (text!("summary-pathways"), text!("summary-pathways-note"));
    let columns = [("advised", text!("summary-advised")), ("not-advised", text!("summary-not-advised"))];
    let columns = columns.map(|(id, text)| Label::new(id, text)).to_vec();
    let draft = CandidateTable::begin("pathways", title, note, &[text!("summary-head-pathway")], columns);
    let block = to.layout.pathways;
    let offers = to.each(draft, rank::ADVICE, alone(block, labels.iter().cloned()));

    let (title, note) = (text!("summary-pathways-together"), text!("summary-pathways-together-note"));
    let heads = [text!("summary-head-pathway"), text!("summary-head-and")];
    let mut draft = CandidateTable::begin("pathways-together", title, note, &heads, cases());
    for (high, of_high) in offers.iter().enumerate() {
        for (low, of_low) in offers[..high].iter().enumerate() {
            let both = one(to.layout.overlaps, Layout::pair(low, high), 0);
            let sides = [low, high].map(|at| [one(block, at, 0), one(block, at, 1)]);
            let [first, second] = sides;
            let is_fine = to.protect_pair(&both, first, second);
            let offer = match (of_low, of_high, is_fine) {
                (Some(low), Some(high), true) => to.offer(rank::PARTS_OF_SIGNS, vec![both], 1, vec![*low, *high]),
                _ => None,
            };
            draft.rows.push((vec![labels[low].clone(), labels[high].clone()], vec![offer.map(|offer| (offer, 0))]));
        }
    }
    draft.is_wanted = !draft.rows.is_empty();
    to.drafts.push(draft);
}

/// A table of ordered rows, merged with their neighbours: one column of the block, or its only one.
fn in_order(to: &mut CandidateTables<'_>, block: Block, row: usize, labels: &[Label], words: [&str; 4], rank: usize) {
    let cell = |at: usize| if block.columns == 1 { number(block.cell(at, 0)) } else { number(block.cell(row, at)) };
    (0..labels.len()).for_each(|at| to.protect(vec![cell(at)]));
    let counts: Vec<u64> = (0..labels.len()).map(|at| to.count(&[cell(at)])).collect();
    let groups = collapse::neighbours(&counts, |count| crate::summary::disclosure_control::is_fine(count, to.suppress));
    let [id, title, note, head] = words;
    let draft = CandidateTable::begin(id, title, note, &[head], cases());
    let label = |group: &Vec<usize>| merged(group.iter().map(|at| &labels[*at]), |texts| texts.join(" / "));
    let rows = groups.iter().map(|group| (vec![label(group)], vec![group.iter().map(|at| cell(*at)).collect()]));
    to.together(draft, rank, rows.collect());
}

fn completeness(to: &mut CandidateTables<'_>) {
    let labels: Vec<Label> =
        BANDS.iter().map(|(_, name)| Label::new(name, &format!("{name} %").replace('-', "–"))).collect();
    let (note, head) = (text!("summary-completeness-note"), text!("summary-head-completeness"));
    let titles = [
        ("completeness-core", text!("summary-completeness-core")),
        ("completeness-all", text!("summary-completeness-all")),
    ];
    for (row, (id, title)) in titles.into_iter().enumerate() {
        in_order(to, to.layout.completeness, row, &labels, [id, title, note, head], rank::ELEMENTS);
    }
}

fn areas(to: &mut CandidateTables<'_>) {
    let areas = &to.layout.catalogue.areas;
    let block = to.layout.areas;
    let all: Vec<Label> = Element::ALL
        .iter()
        .map(|element| Label::new(element.word(), element.word()))
        .chain(areas.iter().map(|area| Label::new(&area.id, &area.title)))
        .collect();
    let is_form = |row: usize| areas[row - Element::ALL.len()].kind == AreaKind::Form;
    let (forms, dimensions): (Vec<usize>, Vec<usize>) = (Element::ALL.len()..all.len()).partition(|row| is_form(*row));
    let tables = [
        ("elements", text!("summary-elements"), text!("summary-head-element"), (0..Element::ALL.len()).collect()),
        ("dimensions", text!("summary-dimensions"), text!("summary-head-dimension"), dimensions),
        ("forms", text!("summary-forms"), text!("summary-head-form"), forms),
    ];
    let note = text!("summary-areas-note");
    let columns = [
        ("none", text!("summary-area-none")),
        ("shown", text!("summary-area-shown")),
        ("positive", text!("summary-area-positive")),
    ];
    for (id, title, head, rows) in tables {
        let columns = columns.map(|(id, text)| Label::new(id, text)).to_vec();
        let draft = CandidateTable::begin(id, title, note, &[head], columns);
        let numbers = |row: usize| (0..block.columns).map(|column| one(block, row, column)).collect();
        let rows = rows.into_iter().map(|row| (vec![all[row].clone()], numbers(row))).collect();
        to.each(draft, rank::ELEMENTS, rows);
    }
}
