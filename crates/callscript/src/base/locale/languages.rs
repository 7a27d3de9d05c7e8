//! The languages that CLDR knows, and which forms of words for counted things each of them has. Must not know ICU4X: findings
//! follow this table, whether or not ICU4X is there. A test compares the two.

use super::plural::Category;

/// Languages whose counted words have the same forms.
struct Group {
    /// Letters of the categories that a whole number can have; see [`Category::letter`].
    integers: &'static str,
    /// Letters of the categories that a number can have.
    numbers: &'static str,
    /// The languages, with a blank between.
    languages: &'static str,
}

#[rustfmt::skip]
const GROUPS: &[Group] = &[
    Group {
        integers: "1o",
        numbers: "1o",
        languages: "af ak am as ast az bg bho bn brx ceb chr ckb csw da de doi ee el en eo et eu fa fi fil fo fy gu \
            ha hi hu hy ia ie is ka kk kn kok ks ku ky lb lij mk ml mn mr nb ne nl nn no nso om or pa pcm ps \
            rm sc sd si so sq st sv sw syr ta te tg ti tk tn tr ug ur uz vi xh zu",
    },
    Group {
        integers: "o",
        numbers: "o",
        languages: "ady ba bgc bua cop gaa id ig ii ja jv kbd kea kek kgp ki km ko kxv lmo lo mai mi mni ms my nds \
            nqo oc pms qu quc raj rw sa sah shn su szl th to tt tyv vmw wo xnr yo yrl yue za zh",
    },
    Group {
        integers: "1mo",
        numbers: "1mo",
        languages: "ca es fr gl it lld pt scn vec",
    },
    Group {
        integers: "z1o",
        numbers: "z1o",
        languages: "blo cv ksh lv prg",
    },
    Group {
        integers: "1fm",
        numbers: "1fmo",
        languages: "be pl ru uk",
    },
    Group {
        integers: "1fo",
        numbers: "1fo",
        languages: "bs hr ro sr",
    },
    Group {
        integers: "12fo",
        numbers: "12fo",
        languages: "dsb gd hsb sl",
    },
    Group {
        integers: "12fmo",
        numbers: "12fmo",
        languages: "br ga mt",
    },
    Group {
        integers: "1fo",
        numbers: "1fmo",
        languages: "cs lt sk",
    },
    Group {
        integers: "z12fmo",
        numbers: "z12fmo",
        languages: "ar cy",
    },
    Group {
        integers: "12o",
        numbers: "12o",
        languages: "he sat",
    },
];

fn group(language: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.languages.split(' ').any(|known| known == language))
}

/// Whether CLDR has this language, such as `de`.
pub(super) fn is_known(language: &str) -> bool {
    group(language).is_some()
}

/// All languages.
#[cfg(all(test, feature = "locale"))]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|group| group.languages.split(' '))
}

/// The categories that numbers can have in this language, whole ones or any.
pub(super) fn categories(language: &str, integers: bool) -> Vec<Category> {
    let letters = group(language).map_or("o", |group| if integers { group.integers } else { group.numbers });
    Category::ALL.into_iter().filter(|category| letters.contains(category.letter())).collect()
}
