//! Loading all shipped schemes: reading the files, checking them, compiling them.

use super::watch::Watch;
use criterion::{Criterion, Throughput};
use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::scheme::library::{Library, SchemeFile};
use huzhu::engine::scheme::read::ListFiles;
use huzhu::exchange::list::read_list;
use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Benches reading, checking and compiling the shipped library, from the files on.
pub fn library(c: &mut Criterion, watch: &mut Watch) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemes");
    let schemes = load(&root);
    println!("library: {schemes} schemes");
    let mut group = c.benchmark_group("library");
    group.sample_size(10).throughput(Throughput::Elements(schemes as u64));
    watch.bench(&mut group, "load, check and compile a scheme", schemes as u64, || {
        black_box(load(black_box(&root)));
    });
    group.finish();
}

fn load(root: &Path) -> usize {
    let (mut files, mut lists) = (Vec::new(), BTreeMap::new());
    walk(root, root, &mut files, &mut lists);
    let library = Library::build(&files, &lists);
    assert!(!library.has_errors(), "the shipped schemes are sound");
    let ready = library.schemes.into_values().map(|published| Scheme::new(published.editions));
    ready.flatten().count()
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<SchemeFile>, lists: &mut BTreeMap<String, ListFiles>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder reads").flatten().map(|e| e.path()).collect();
    entries.sort();
    let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    for path in entries {
        if path.is_dir() {
            walk(root, &path, files, lists);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path).expect("a scheme reads");
            files.push(SchemeFile { path: below(&path), text });
        } else if folder.file_name().is_some_and(|name| name == "lists") {
            let list = read_list(&fs::read(&path).expect("a list reads")).expect("a list is a table");
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let scheme = folder.parent().map(below).unwrap_or_default();
            lists.entry(scheme).or_default().insert(name, list.entries);
        }
    }
}
