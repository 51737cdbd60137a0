//! What the example rests on: Stockholm's memorandum of about January 2017.

use statsbidrag::{Citation, Language, Rank, Source};

/// Who the team is for, how long an assignment is, and where the time is spent.
pub(crate) fn citations() -> [Citation; 3] {
    [
        "Teamet är en resurs för förvaltningar som har vakanta tjänster eller vid hög \
         personalomsättning.",
        "Uppdragen är tidsbegränsade från en dag upp till fyra månader.",
        "Under uppdragstiden finns socialsekreteraren från förstärkningsteamet huvudsakligen på \
         plats hos stadsdelsförvaltningen och arbetar tillsammans med ordinarie personal.",
    ]
    .map(|quote| Citation::to(memorandum()).quote(quote))
}

/// The memorandum.
pub(crate) fn memorandum() -> Source {
    Source::new(
        "stockholm",
        "Tjänsteutlåtande över skrivelsen Socialsekreterarlyft",
        "Stockholms stad, socialförvaltningen",
        Rank::Secondary,
    )
    .published_on("2017-01")
}

/// The day is not known.
pub(crate) fn heading(language: Language) -> String {
    let source = memorandum();
    let (title, publisher) = (source.title(), source.publisher());
    match language {
        Language::Swedish => format!("{publisher}: {title} (omkring januari 2017; sekundär källa)"),
        Language::English => {
            format!("{publisher}: {title} (about January 2017; a secondary source)")
        }
    }
}
