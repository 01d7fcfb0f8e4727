import Testing

@testable import Reading

@Suite struct TextQualityTests {
  @Test(arguments: [
    "The quick brown fox jumps over the lazy dog.", "Größe, Maße & Gewichte: 12,5 kg (ca. 3 %).",
    "L'été s'achève; qu'importe? «Rien», dit-il.", "Быстрая коричневая лиса прыгает.", "Ο Όμηρος έγραψε την Ιλιάδα.",
    "敏捷的棕色狐狸跳过了懒狗。它每天都在森林里跑来跑去,从来没有停下来休息过,也不知道为什么要这样做,真是奇怪。",
    "吾輩は猫である。名前はまだ無い。", "빠른 갈색 여우가 게으른 개를 뛰어넘는다", "สุนัขจิ้งจอกสีน้ำตาลกระโดดข้ามสุนัขขี้เกียจ",
    "الثعلب البني السريع يقفز فوق الكلب", "השועל החום המהיר קופץ", "तेज़ भूरी लोमड़ी कूदती है",
    "See https://doi.org/10.1000/xyz?a=1&b=~2 or mail to me@example.org today.",
    "COVID-19 and p53 in the 1st B12 trial, H2.",
    "J. R. R. Tolkien and McDonald wrote in LaTeX on an iPhone.", "1. Introduction . . . . . . . 3",
    "I am a man; a cat is not.",
  ])
  func `words in any script read as words`(_ text: String) { #expect(TextQuality(text).share >= 0.85) }

  @Test(arguments: [
    "\u{FFFD}\u{FFFD}he qu\u{FFFD}ck br\u{FFFD}wn", "\u{E001}\u{E002}\u{E003} \u{F020}\u{F021}",
    "T h e q u i c k b r o w n f o x",
    "th1s i5n0t w0rd5a2b a1b2c3 x9y8z7", "~|#^ }{*&^ <>|\\~ q#w@e!r $%^&*", "wOrDsLiKeThIs aNdThIsToO hErEaSwElL",
    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee", "\u{1}\u{2}abc \u{3}def",
  ])
  func `rubbish does not`(_ text: String) { #expect(TextQuality(text).share < 0.4) }

  @Test(arguments: ["", "   \n", "— • …"])
  func `nothing is worth nothing`(_ text: String) { #expect(TextQuality(text).share == 0) }

  @Test func `the share tells how much is spoilt`() {
    let good = Array(repeating: "word", count: 60)
    let bad = Array(repeating: "w#r|d1x2", count: 40)
    #expect(abs(TextQuality((good + bad).joined(separator: " ")).share - 0.6) < 0.001)
  }
}
