//! An archive from a history.

use archive::{Archive, Reader};

use super::pair::{History, Step};

/// A folder in memory where the system has one: the tests are about answers, not about disks.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap()
}

pub(crate) fn build(history: &History, folder: &std::path::Path) -> Archive {
    let mut archive = Archive::create(folder).unwrap();
    for step in &history.0 {
        match step {
            Step::Ingest(documents) => {
                let mut writer = archive.writer().unwrap();
                writer.ingest(documents.iter().cloned().map(Ok), 1, &mut |_| {}).unwrap();
            }
            Step::Label(path, paragraph, label) => {
                for (id, copy) in named(&archive, path) {
                    archive.writer().unwrap().set_label(&id, *paragraph, Some(&copy), Some(label)).unwrap();
                }
            }
            Step::Remove(path) => {
                for (id, copy) in named(&archive, path) {
                    archive.writer().unwrap().remove(&id, Some(&copy)).unwrap();
                }
            }
            Step::Reindex => archive.writer().unwrap().reindex(&mut |_| {}).unwrap(),
            Step::Envelope(envelope) => {
                archive.writer().unwrap().set_envelope(*envelope, &mut |_| {}).unwrap()
            }
            Step::Reopen => archive = Archive::open(folder).unwrap(),
        }
    }
    archive
}

/// Id and name of the copies that came from a path, for their operator.
fn named(archive: &Archive, path: &str) -> Vec<(String, String)> {
    let view = archive.view(&Reader::everything()).unwrap();
    let mut found = Vec::new();
    view.each(&mut |held| {
        for copy in &held.copies {
            if view.document(copy)?.path == path {
                found.push((held.id.clone(), copy.name.clone()));
            }
        }
        Ok(true)
    })
    .unwrap();
    found
}
