//! Documents that nobody meant to write are answered, every one. `STATSBIDRAG_SEED` draws others.

use statsbidrag_tests::documents::answered;
use statsbidrag_tests::drawn::seed;
use statsbidrag_tests::oracle::CaseRng;

const DOCUMENTS: u64 = 100_000;

#[test]
fn any_document_is_answered() {
    println!("seed {}", seed());
    let mut rng = CaseRng::new(seed());
    let (mut results, mut errors) = (0, 0);
    for _ in 0..DOCUMENTS {
        let bytes: Vec<u8> = (0..8).flat_map(|_| rng.next_u64().to_le_bytes()).collect();
        match answered(&bytes) {
            Some(true) => results += 1,
            Some(false) => errors += 1,
            None => {}
        }
    }
    // Both happen often: documents are changed neither to nothing nor not at all.
    println!("{results} results, {errors} errors");
    assert!(results > DOCUMENTS / 50 && errors > DOCUMENTS / 3);
}
