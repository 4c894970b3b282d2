//! The catalogues that are built in are whole.

use tipscreen::catalogue::{Catalogue, builtin};
use tipscreen::document::Position;

#[test]
fn every_built_in_catalogue_has_no_problem() {
    for id in builtin::ids() {
        let read = Catalogue::builtin(id).expect("an id that was listed is there");
        if let Err(faults) = read {
            let line = |problem: &tipscreen::document::Problem| {
                let file = &faults.files[problem.place.file];
                let at = Position::of(&file.text, problem.place.span.start);
                format!(
                    "{}:{}:{}: {}: {} — {}",
                    file.name, at.line, at.column, problem.code, problem.what, problem.mend
                )
            };
            let all: Vec<_> = faults.problems.iter().map(line).collect();
            panic!("{id}:\n{}", all.join("\n"));
        }
    }
}
