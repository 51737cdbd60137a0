//! What the example rests on: a motion, whose proposals are not law.

use statsbidrag::{Citation, Language, Rank, Source};

/// The proposals that the example carries out, in the motion's own words.
pub(crate) fn citations() -> [Citation; 5] {
    [
        "Därför föreslås att ett begränsat antal nationella kvalitetskrav för socialtjänstens \
         verksamheter fastställs, som ska spegla en samlad bedömning av socialtjänstens kvalitet.",
        "I de fall en utförare inte når upp till kvalitetskraven ska den åläggas ett \
         kvalitetskontrakt. Kvalitetskontraktet tecknas mellan huvudmän och Socialstyrelsen \
         avseende den utförare/enhet som inte når de fastställda kvalitetskraven i det fallet \
         huvudmannen är en kommun. Fristående aktörer ska teckna kvalitetskontrakt med berörd \
         kommun.",
        "När en verksamhet brister men bristerna går att åtgärda utan risk för brukares hälsa ska \
         kvalitetskontrakt tecknas. Åtgärdas inte bristerna inträder sanktioner enligt dagens \
         lagstiftning.",
        "Finansieringen av dessa nödvändiga åtgärder ska delas mellan stat och berörd huvudman.",
        "Kvalitetskontrakt gäller både offentliga och fristående huvudmän.",
    ]
    .map(|quote| Citation::to(motion()).quote(quote))
}

fn motion() -> Source {
    Source::new("motion", "Motion (M) om socialtjänsten", "Riksdagen", Rank::Secondary)
}

/// The motion, and that it is no more than that.
pub(crate) fn heading(language: Language) -> String {
    let source = motion();
    let (title, publisher) = (source.title(), source.publisher());
    match language {
        Language::Swedish => {
            format!("{publisher}: {title}. Ett förslag, inte gällande rätt (sekundär källa)")
        }
        Language::English => {
            format!("{publisher}: {title}. A proposal, not law (a secondary source)")
        }
    }
}
