//! The agreement of two catalogues, computed only from tables that are shown.

use crate::summary::Comparison;
use crate::summary::disclosure_control::PublishedTable;

/// The agreement on the cases that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Cases with the same finding under both.
    pub same: u64,
    /// Cases that are compared.
    pub of: u64,
    /// Cohen's kappa in thousandths, or why there is none.
    pub kappa: Result<i64, &'static str>,
}

impl Agreement {
    /// Computes the agreement from shown tables. `None` if the findings differ, or the number of unchanged cases is
    /// suppressed.
    pub(super) fn of(comparison: &Comparison<'_>, tables: &[PublishedTable]) -> Option<Self> {
        let table = |id: &str| tables.iter().find(|table| table.id == id);
        let whole = table("compare.findings").and_then(|table| whole(comparison, table));
        let Some(matrix) = whole else {
            let (same, of) = stays(table("compare.moves")?)?;
            return Some(Self { same, of, kappa: Err(text!("summary-no-kappa-merged")) });
        };
        let same = (0..matrix.len()).map(|at| matrix[at][at]).sum();
        let of = matrix.iter().flatten().sum();
        Some(Self { same, of, kappa: kappa(&matrix).ok_or_else(|| text!("summary-no-kappa-one-finding")) })
    }

    /// The share of cases with the same finding, in thousandths.
    pub fn thousandths(&self) -> Option<u64> {
        (self.same * 1000 + self.of / 2).checked_div(self.of)
    }

    /// A text for people.
    pub(super) fn told(&self) -> String {
        let (same, of) = (self.same, self.of);
        let same = match self.thousandths() {
            None => text!("summary-agreement-cases", same = same, of = of),
            Some(share) => {
                let share = format!("{}.{}", share / 10, share % 10);
                text!("summary-agreement-cases-share", same = same, of = of, share = share)
            }
        };
        let kappa = match self.kappa {
            Ok(kappa) => {
                let sign = if kappa < 0 { "-" } else { "" };
                let (ones, rest) = (kappa.unsigned_abs() / 1000, kappa.unsigned_abs() % 1000);
                text!("summary-kappa", kappa = format!("{sign}{ones}.{rest:03}"))
            }
            Err(why) => text!("summary-no-kappa", why = why),
        };
        format!("{same} {kappa}")
    }
}

/// Cases by both findings, without those not compared. `None` if anything in the table is merged or suppressed.
fn whole(comparison: &Comparison<'_>, table: &PublishedTable) -> Option<Vec<Vec<u64>>> {
    let findings = &comparison.other().findings;
    let ids = findings.iter().map(|finding| &finding.id);
    let is_whole = comparison.can_move()
        && table.rows.iter().map(|row| &row.labels[0].id).eq(ids.clone())
        && table.columns.iter().take(findings.len()).map(|column| &column.id).eq(ids);
    let counts = |row: &crate::summary::disclosure_control::TableRow| {
        row.counts.iter().take(findings.len()).copied().collect::<Option<Vec<u64>>>()
    };
    if is_whole { table.rows.iter().map(counts).collect() } else { None }
}

/// The unchanged cases, and the compared cases.
fn stays(table: &PublishedTable) -> Option<(u64, u64)> {
    let (mut same, mut of) = (None, 0);
    for row in &table.rows {
        let (id, count) = (row.labels[0].id.as_str(), row.counts.first().copied().flatten()?);
        match id {
            "same" => same = Some(count),
            "not-compared" => continue,
            merged if merged.contains("not-compared") => return None,
            _ => {}
        }
        of += count;
    }
    same.map(|same| (same, of))
}

/// Cohen's kappa in thousandths, rounded half away from zero. `None` if chance alone gives full agreement.
///
/// Observed agreement is `same / all`. Chance agreement is the sum of products of the margins over `all` squared. Kappa
/// is the excess over chance, divided by the largest possible excess.
fn kappa(matrix: &[Vec<u64>]) -> Option<i64> {
    let wide = i128::from;
    let margin = |at: usize| {
        let row: i128 = matrix[at].iter().copied().map(wide).sum();
        let column: i128 = matrix.iter().map(|row| wide(row[at])).sum();
        row * column
    };
    let all: i128 = matrix.iter().flatten().copied().map(wide).sum();
    let same: i128 = (0..matrix.len()).map(|at| wide(matrix[at][at])).sum();
    let chance: i128 = (0..matrix.len()).map(margin).sum();
    let (above, most) = (all * same - chance, all * all - chance);
    if most == 0 {
        return None;
    }
    let rounded = (above.abs() * 2000 + most) / (2 * most);
    i64::try_from(rounded * above.signum()).ok()
}

#[cfg(test)]
mod tests {
    use super::kappa;

    /// Two readers of 50 proposals, each a yes or a no: both yes 20, only the first 5, only the second 10, both no 15.
    /// Agreement 0.70, by chance 0.50, kappa 0.40: the worked example of Wikipedia's "Cohen's kappa", and of earlier
    /// textbooks.
    #[test]
    fn a_worked_example_comes_out() {
        assert_eq!(kappa(&[vec![20, 5], vec![10, 15]]), Some(400));
    }

    /// Two tables of the same article, with equal agreement (60 of 100) but different kappa.
    #[test]
    fn margins_count() {
        assert_eq!(kappa(&[vec![45, 15], vec![25, 15]]), Some(130));
        assert_eq!(kappa(&[vec![25, 35], vec![5, 35]]), Some(259));
    }

    #[test]
    fn the_ends_are_told() {
        assert_eq!(kappa(&[vec![10, 0], vec![0, 30]]), Some(1000));
        assert_eq!(kappa(&[vec![0, 20], vec![20, 0]]), Some(-1000));
        assert_eq!(kappa(&[vec![40, 0], vec![0, 0]]), None, "nobody could have differed");
        let many = u64::MAX >> 8;
        assert_eq!(kappa(&[vec![many, 0], vec![0, many]]), Some(1000));
    }
}
