//! Keyboard layouts: what a scanner that types as a US keyboard leaves on a device that is set to another one.

/// The keys of a US keyboard, row by row, without and with Shift.
const US: [&str; 2] = ["`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./", "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"];

/// A layout of the device: its name and what the same keys give there.
pub struct Layout {
    /// Its name, as the settings of a device call it.
    pub name: &'static str,
    keys: [&'static str; 2],
}

/// The layouts that are tried, the most usual first.
#[rustfmt::skip]
pub const LAYOUTS: &[Layout] = &[
    Layout { name: "German", keys: ["^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-", "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_"] },
    Layout { name: "French", keys: ["²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!", "\u{0}1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§"] },
    Layout { name: "French (Mac)", keys: ["@&é\"'(§è!çà)-azertyuiop^$`qsdfghjklmùwxcvbn,;:=", "#1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+"] },
    Layout { name: "Belgian", keys: ["²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:=", "³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+"] },
    Layout { name: "Italian", keys: ["\\1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.-", "|!\"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_"] },
    Layout { name: "British", keys: ["`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./", "¬!\"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?"] },
    Layout { name: "Spanish", keys: ["º1234567890'¡qwertyuiop`+çasdfghjklñ´zxcvbnm,.-", "ª!\"·$%&/()=?¿QWERTYUIOP^*ÇASDFGHJKLÑ¨ZXCVBNM;:_"] },
    Layout { name: "Swiss", keys: ["§1234567890'^qwertzuiopü¨$asdfghjklöäyxcvbnm,.-", "°+\"*ç%&/()=?`QWERTZUIOPè!£ASDFGHJKLéàYXCVBNM;:_"] },
    Layout { name: "Nordic", keys: ["§1234567890+´qwertyuiopå¨'asdfghjklöäzxcvbnm,.-", "½!\"#¤%&/()=?`QWERTYUIOPÅ^*ASDFGHJKLÖÄZXCVBNM;:_"] },
    Layout { name: "Portuguese", keys: ["\\1234567890'«qwertyuiop+´~asdfghjklçºzxcvbnm,.-", "|!\"#$%&/()=?»QWERTYUIOP*`^ASDFGHJKLÇªZXCVBNM;:_"] },
    Layout { name: "Czech", keys: [";+ěščřžýáíé=´qwertzuiopú)¨asdfghjklů§yxcvbnm,.-", "°1234567890%ˇQWERTZUIOP/('ASDFGHJKL\"!YXCVBNM?:_"] },
    Layout { name: "Hungarian", keys: ["0123456789öüóqwertzuiopőúűasdfghjkléáyxcvbnm,.-", "§'\"+!%/=()ÖÜÓQWERTZUIOPŐÚŰASDFGHJKLÉÁYXCVBNM?:_"] },
    Layout { name: "Russian", keys: ["ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.", "Ё!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"] },
];

/// Whether the caps lock of the device was on while the scanner typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CapsLock {
    /// It was off.
    Off,
    /// It turned every key round, as on a Mac with a French layout.
    EveryKey,
}

/// What the scanner typed, given what a device with this layout received; `None` where the layout has no such letter.
/// Control characters stay. An accent typed as a key of its own comes before the next letter and is taken as a key.
pub fn typed_as(text: &str, layout: &Layout, caps: CapsLock) -> Option<String> {
    text.chars().map(|letter| if letter.is_control() { Some(letter) } else { key_of(letter, layout, caps) }).collect()
}

fn key_of(letter: char, layout: &Layout, caps: CapsLock) -> Option<char> {
    if letter == ' ' {
        return Some(' ');
    }
    for shift in [0, 1] {
        if let Some(place) = layout.keys[shift].chars().position(|it| it == letter) {
            let shift = if caps == CapsLock::EveryKey { 1 - shift } else { shift };
            return US[shift].chars().nth(place);
        }
    }
    // Keys that stand at the same place on every keyboard, such as those of the number pad.
    letter.is_ascii_digit().then_some(letter)
}

/// The letters in the other case: the caps lock was on.
pub fn other_case(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_every_key() {
        for layout in LAYOUTS {
            for keys in layout.keys {
                assert_eq!(keys.chars().count(), US[0].chars().count(), "{}", layout.name);
            }
        }
    }

    #[test]
    fn what_a_layout_made_of_a_code_is_turned_back() {
        let back = |name: &str, text: &str, caps| {
            let layout = LAYOUTS.iter().find(|it| it.name == name).expect("a layout");
            typed_as(text, layout, caps).unwrap_or_default()
        };
        assert_eq!(back("German", "ÜÄstockitemÄÖ 1*", CapsLock::Off), "{\"stockitem\": 1}");
        assert_eq!(back("British", "{@stockitem@: 1}", CapsLock::Off), "{\"stockitem\": 1}");
        assert_eq!(back("French", "'\"&&(à&à-é''ç", CapsLock::Off), "4311501062449");
        assert_eq!(back("French (Mac)", "ààJL§RVTT\"§Z", CapsLock::Off), "00JL6RVTT36W");
        assert_eq!(back("French (Mac)", "00jl6rvtt36z", CapsLock::EveryKey), "00JL6RVTT36W");
    }
}
