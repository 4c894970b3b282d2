//! The built-in catalogues: the folders of `indicators/` at build time.

use super::{Catalogue, CatalogueErrors};
use crate::toml_input::{SourceFile, closest};
use include_dir::{Dir, File, include_dir};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/indicators");

/// The default catalogue.
pub const DEFAULT: &str = "asean-commit";

/// The prefix of all names of built-in files.
pub(super) const FOLDER: &str = "indicators/";

pub fn ids() -> impl Iterator<Item = &'static str> {
    SHIPPED.dirs().filter_map(|folder| folder.path().to_str())
}

/// The files of a built-in catalogue, sorted by name.
///
/// # Errors
/// The nearest known id, if there is no catalogue of this id.
pub fn files(id: &str) -> Result<Vec<SourceFile>, Option<&'static str>> {
    let folder = SHIPPED.dirs().find(|folder| folder.path().to_str() == Some(id));
    let folder = folder.ok_or_else(|| closest(id, ids()))?;
    let mut files: Vec<SourceFile> = everything_in(folder)
        .into_iter()
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"))
        .filter_map(|file| {
            let name = format!("{FOLDER}{}", file.path().to_str()?);
            Some(SourceFile { name, text: file.contents_utf8()?.to_owned() })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The file of the rules of wording.
pub(super) fn wording() -> SourceFile {
    let text = SHIPPED.get_file("wording.toml").and_then(File::contents_utf8).unwrap_or_default();
    SourceFile { name: "indicators/wording.toml".to_owned(), text: text.to_owned() }
}

/// The files of a folder and its subfolders.
fn everything_in(folder: &'static Dir<'static>) -> Vec<&'static File<'static>> {
    folder.files().chain(folder.dirs().flat_map(everything_in)).collect()
}

impl Catalogue {
    /// Reads a built-in catalogue. `None` if there is none of this id.
    ///
    /// # Errors
    /// Its problems, if it has any.
    pub fn builtin(id: &str) -> Option<Result<Self, CatalogueErrors>> {
        files(id).ok().map(Self::read)
    }
}
