//! A copy of the repository with the mutants in it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of the repository that are part of it, or about to be.
pub fn files(repository: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.current_dir(repository).args(["ls-files", "-co", "--exclude-standard", "-z"]);
    let listed = git.output().expect("git lists the files of the repository");
    let names = String::from_utf8(listed.stdout).expect("names in UTF-8");
    // What is deleted and not committed yet is listed too.
    let there = names.split_terminator('\0').filter(|name| repository.join(name).is_file());
    there.map(str::to_owned).collect()
}

/// Makes `copy` hold the files of the repository, those of `changed` with another content. What is
/// the same already is left alone, so that it is not built again.
pub fn copy(
    repository: &Path,
    copy: &Path,
    changed: &dyn Fn(&str) -> Option<String>,
) -> io::Result<()> {
    let wanted = files(repository);
    for name in &wanted {
        let content = match changed(name) {
            Some(text) => text.into_bytes(),
            None => fs::read(repository.join(name))?,
        };
        let to = copy.join(name);
        if fs::read(&to).ok().as_ref() != Some(&content) {
            fs::create_dir_all(to.parent().unwrap_or(copy))?;
            fs::write(&to, content)?;
            fs::set_permissions(&to, fs::metadata(repository.join(name))?.permissions())?;
        }
    }
    let wanted: BTreeSet<PathBuf> = wanted.iter().map(|name| copy.join(name)).collect();
    remove_others(copy, &wanted)
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
