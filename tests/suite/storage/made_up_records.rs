//! Records that somebody made up who knows the format and can write to the store: their chain holds, and what they bring along
//! is named and goes no further.

use crate::key_place::{Place, told};
use crate::signatures::{hash, hex, read, unsealed, with_signatures};
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tipscreen::catalogue::Catalogue;
use tipscreen::store::{FORMAT, Unsealed};

/// A record as whoever knows the format would write it anew: with this change in its events, and a chain that holds.
fn chained_anew(text: &str, change: impl Fn(&str) -> String) -> String {
    let text = with_signatures(text, None);
    let mut lines = text.lines();
    let head = lines.next().expect("a head");
    let id = head.split_once("\"record\":\"").expect("an id").1.split('"').next().expect("an id");
    let mut before = hex(Sha256::digest(format!("{FORMAT}\n{id}")));
    let mut whole = vec![head.to_owned()];
    for line in lines {
        let (kind, inside) = ["event", "case"]
            .into_iter()
            .find_map(|kind| Some((kind, line.split_once(&format!(",\"{kind}\":"))?.1.strip_suffix('}')?)))
            .expect("an event or a case");
        let inside = change(inside);
        before = hash(&before, &inside);
        whole.push(format!("{{\"hash\":\"{before}\",\"{kind}\":{inside}}}"));
    }
    whole.join("\n") + "\n"
}

/// Whoever can write to the store lays a catalogue of their own there, under the name of the one that is built in.
#[test]
fn a_made_up_catalogue_under_a_built_in_name_is_named_and_goes_on_no_page() {
    let place = Place::new();
    let id = unsealed(&place);
    let text = read(&place, &id);
    let copy =
        fs::read_dir(place.store().join("catalogues")).expect("a folder").next().expect("a copy").expect("a copy");
    let (old, whole) = (copy.path(), fs::read_to_string(copy.path()).expect("a text"));
    let changed = whole.replace("Say what happens next", "QZJX now; say what happens next");
    assert_ne!(whole, changed);
    let name = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let digest = hex(Sha256::digest(&changed));
    fs::remove_file(&old).expect("a file");
    let path = place.store().join(format!("catalogues/{digest}.json"));
    fs::write(&path, &changed).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
    let forged = chained_anew(&text, |inside| inside.replace(&name(&old), &digest));
    fs::write(place.file(&id), &forged).expect("a file");
    // What the events say of its rules and texts does not fit it.
    for args in [["case", "verify", &id].as_slice(), &["case", "show", &id], &["screen", "--plain", "--resume", &id]] {
        let said = place.expect(args, 5, &["error[altered]", "the copy of its catalogue was changed"]);
        assert!(!said.contains("QZJX"), "{said}");
    }
    // And where it does.
    let record = place.at().read(&id, &Unsealed).expect("it is whole");
    let edition = record.edition().expect("an edition");
    let files = place.at().files_of(edition).expect("the copy is there");
    let catalogue = Catalogue::read_stored(&files).expect("it can be read");
    let fitting = chained_anew(&forged, |inside| {
        let method = inside.replace(&edition.method, &catalogue.method_fingerprint().to_string());
        method.replace(&edition.texts, &catalogue.texts_fingerprint().to_string())
    });
    fs::write(place.file(&id), fitting).expect("a file");
    place.expect(&["case", "verify", &id], 0, &["its catalogue differs from the one of this program", "not signed"]);
    place.expect(
        &["case", "show", &id],
        0,
        &["its catalogue calls itself asean-commit@", "differs from the one of this program"],
    );
    for form in ["card", "md", "html"] {
        let args = ["case", "show", &id, "--format", form, "--result", &place.path(form)];
        let said = place.expect(&args, 5, &["error[other-catalogue]"]);
        assert!(!said.contains("QZJX") && !Path::new(&place.path(form)).exists(), "{form}: {said}");
    }
}

/// What a made-up record says of itself begins no line of a list.
#[test]
fn no_text_of_a_record_begins_a_line_of_a_list() {
    let place = Place::new();
    let id = unsealed(&place);
    let forged =
        chained_anew(&read(&place, &id), |inside| inside.replace("\"0.1.0\"", "\"0.1.0\\nfake: all is well\""));
    fs::write(place.file(&id), forged).expect("a file");
    for args in [
        ["case", "list"].as_slice(),
        &["case", "show", "--history", &id],
        &["case", "verify"],
        &["screen", "--plain", "--resume"],
    ] {
        let said = told(&place.run(args, ""));
        assert!(!said.lines().any(|line| line.trim_start().starts_with("fake:")), "{args:?}: {said}");
    }
}
