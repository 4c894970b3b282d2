//! Merges rows until none of them has a small count.

/// Merges rows that have an order (findings, bands). A small row is merged into its smaller neighbour that is not
/// empty. Returns runs of rows.
pub(super) fn neighbours(counts: &[u64], fine: impl Fn(u64) -> bool) -> Vec<Vec<usize>> {
    let mut runs: Vec<(Vec<usize>, u64)> = counts.iter().enumerate().map(|(at, count)| (vec![at], *count)).collect();
    while runs.len() > 1
        && let Some(at) = runs.iter().position(|(_, count)| !fine(*count))
    {
        let weight = |at: usize| runs.get(at).map(|(_, count)| (*count == 0, *count));
        let before = at.checked_sub(1).and_then(weight);
        let takes_before = match (before, weight(at + 1)) {
            (Some(before), Some(after)) => before < after,
            (before, _) => before.is_some(),
        };
        let first = if takes_before { at - 1 } else { at };
        let (rows, count) = runs.remove(first + 1);
        runs[first].0.extend(rows);
        runs[first].1 += count;
    }
    runs.into_iter().map(|(rows, _)| rows).collect()
}

/// Merges rows without an order (values of facts): the smallest ones into a single row, so that most rows remain.
/// `are_fine` checks a number of merged rows for each axis. An axis that must not be merged has the limit 0. `None`:
/// nothing passes.
pub(super) fn smallest(
    limits: [usize; 2],
    left: impl Fn([usize; 2]) -> usize,
    are_fine: impl Fn([usize; 2]) -> bool,
) -> Option<[usize; 2]> {
    // Merging one row changes nothing.
    let steps = |limit: usize| (0..=limit).filter(|merged| *merged != 1);
    let mut ways: Vec<[usize; 2]> =
        steps(limits[0]).flat_map(|one| steps(limits[1]).map(move |two| [one, two])).collect();
    ways.sort_by_key(|way| (std::cmp::Reverse(left(*way)), way[0]));
    ways.into_iter().find(|way| are_fine(*way))
}

/// The non-empty rows, fewest cases first. Ties keep their order.
pub(super) fn ascending(totals: &[u64]) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..totals.len()).filter(|at| totals[*at] > 0).collect();
    rows.sort_by_key(|at| totals[*at]);
    rows
}

/// The groups after merging the first `merged` rows of an order. The others come first, in their own order.
pub(super) fn groups(order: &[usize], merged: usize) -> Vec<Vec<usize>> {
    let (small, rest) = order.split_at(merged);
    let (mut small, mut rest) = (small.to_vec(), rest.to_vec());
    small.sort_unstable();
    rest.sort_unstable();
    let mut groups: Vec<Vec<usize>> = rest.into_iter().map(|at| vec![at]).collect();
    groups.extend((!small.is_empty()).then_some(small));
    groups
}
