//! What takes long is tried in part by `cargo test`, and whole by `.ci/long`.

/// Whether all of it is to be tried: `TIPSCREEN_WHOLE` is set.
pub fn is_whole() -> bool {
    std::env::var_os("TIPSCREEN_WHOLE").is_some()
}

/// Every nth of what is to be tried, always the same ones; all of it where [`is_whole`].
pub fn every<T>(nth: usize, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if is_whole() { 1 } else { nth })
}
