/// What a job pays, as its posting states it (schema.org `MonetaryAmount`).
public struct Salary: Hashable, Sendable {
  /// What the amounts are paid for (schema.org `unitText`).
  public enum Unit: String, Sendable, CaseIterable { case hour, day, week, month, year }

  /// ISO 4217, if it is known.
  public var currency: String?
  public var minimum: Double?
  public var maximum: Double?
  public var unit: Unit?

  public init(currency: String? = nil, minimum: Double? = nil, maximum: Double? = nil, unit: Unit? = nil) {
    self.currency = currency
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
  }
}

extension Salary {
  /// "€50,000 – 60,000 a year", "45k EUR", "18.50 per hour"; `nil` if no amount is in it.
  init?(stated text: String) {
    let amounts = Self.amounts(in: Array(text.utf8))
    guard let first = amounts.first else { return nil }
    let last = amounts.dropFirst().first ?? first
    self.init(
      currency: Self.currency(in: text), minimum: min(first, last), maximum: max(first, last), unit: Unit(stated: text))
  }

  /// What fields of a posting say: `minValue` and its kin inside a base salary, else a text.
  static func find(in fields: [Field]) -> Salary? {
    var salary = Salary()
    var amount: Double?
    for field in fields where parts.contains(field.name) && isSalary(field.parents) {
      switch field.name {
      case "minvalue", "min", "minimum", "from", "value", "amount", "maxvalue", "max", "maximum", "to":
        guard let number = amounts(in: Array(field.text.utf8)).first else { continue }
        if field.name.hasPrefix("min") || field.name == "from" {
          salary.minimum = number
        } else if field.name.hasPrefix("max") || field.name == "to" {
          salary.maximum = number
        } else {
          amount = amount ?? number
        }
      case "currency", "currencycode": salary.currency = currency(in: field.text)
      case "unittext", "unit", "interval", "period", "frequency": salary.unit = Unit(stated: field.text)
      default: break
      }
    }
    salary.currency =
      salary.currency ?? fields.first { $0.meaning.rank(as: .salaryCurrency) != nil }.flatMap { currency(in: $0.text) }
    salary.minimum = salary.minimum ?? amount
    salary.maximum = salary.maximum ?? amount ?? salary.minimum
    if salary.minimum != nil || salary.maximum != nil { return salary }
    return stated(in: fields, salary.currency)
  }

  private static let parts: Set<String> = [
    "minvalue", "min", "minimum", "from", "value", "amount", "maxvalue", "max", "maximum", "to", "currency",
    "currencycode", "unittext", "unit", "interval", "period", "frequency",
  ]

  private static func isSalary(_ parents: [String]) -> Bool {
    parents.contains { FieldMeaning(of: $0).rank(as: .salary) != nil }
  }

  /// A text, or the two bounds that flat interfaces give (`salary_min`, `salary_max`).
  private static func stated(in fields: [Field], _ currency: String?) -> Salary? {
    let minimum = amount(.salaryMinimum, in: fields)
    let maximum = amount(.salaryMaximum, in: fields)
    if minimum != nil || maximum != nil {
      return Salary(currency: currency, minimum: minimum ?? maximum, maximum: maximum ?? minimum)
    }
    for field in fields where field.meaning.rank(as: .salary) != nil && field.text.utf8.count < 200 {
      guard let text = RichText.line(field.text), var salary = Salary(stated: text) else { continue }
      salary.currency = salary.currency ?? currency
      return salary
    }
    return nil
  }

  private static func amount(_ role: FieldRole, in fields: [Field]) -> Double? {
    guard let field = fields.first(where: { $0.meaning.rank(as: role) != nil }) else { return nil }
    return amounts(in: Array(field.text.utf8)).first { $0 > 0 }
  }

  /// The first two numbers; `.` and `,` before three digits part thousands, a `k` multiplies.
  private static func amounts(in text: [UInt8]) -> [Double] {
    var found: [Double] = []
    var offset = 0
    while offset < text.count, found.count < 2 {
      guard isDigit(text[offset]) else {
        offset += 1
        continue
      }
      var (value, fraction, scale) = (0.0, 0.0, 1.0)
      while offset < text.count {
        if isDigit(text[offset]) {
          value = value * 10 + Double(text[offset] - 0x30)
          offset += 1
        } else if separatesThousands(text, offset) {
          offset += 1
        } else {
          break
        }
      }
      if offset + 1 < text.count, text[offset] == 0x2E || text[offset] == 0x2C, isDigit(text[offset + 1]) {
        offset += 1
        while offset < text.count, isDigit(text[offset]) {
          scale *= 10
          fraction = fraction * 10 + Double(text[offset] - 0x30)
          offset += 1
        }
      }
      let isThousands =
        offset < text.count && text[offset] | 0x20 == UInt8(ascii: "k")
        && (offset + 1 == text.count || !isLetter(text[offset + 1]))
      found.append((value + fraction / scale) * (isThousands ? 1000 : 1))
    }
    // "45-50k": both are thousands.
    if found.count == 2, found[0] < 1000, found[1] >= 1000 * found[0] / 2, found[1] >= 10_000 { found[0] *= 1000 }
    return found
  }

  private static func separatesThousands(_ text: [UInt8], _ offset: Int) -> Bool {
    guard [0x2E, 0x2C, 0x20, 0x27].contains(text[offset]), offset + 3 < text.count else { return false }
    return (1...3).allSatisfy { isDigit(text[offset + $0]) } && (offset + 4 == text.count || !isDigit(text[offset + 4]))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func currency(in text: String) -> String? {
    for (sign, code) in [
      ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("zł", "PLN"), ("Kč", "CZK"), ("$", "USD"),
    ]
    where text.contains(sign) {
      return code
    }
    let words = text.split { !$0.isLetter }
    return words.first { currencies.contains(String($0)) }.map(String.init)
  }

  private static let currencies: Set<String> = [
    "EUR", "USD", "GBP", "CHF", "PLN", "CZK", "SEK", "NOK", "DKK", "HUF", "RON", "CAD", "AUD", "NZD", "INR", "JPY",
    "SGD",
    "ZAR", "BRL", "MXN", "AED", "ILS", "TRY", "UAH", "CNY", "HKD", "KRW",
  ]
}

extension Salary.Unit {
  /// `HOUR`, "per year", "p.a.", "monatlich" …
  init?(stated text: String) {
    let found = Self.phrases.groups(in: text.utf8)
    guard let unit = Self.allCases.indices.first(where: { found >> UInt64($0) & 1 == 1 }) else { return nil }
    self = Self.allCases[unit]
  }

  private static let phrases = PhraseSet([
    ["hour", "stunde", "heure", "hora", "uur", "godz", "hodin"], ["day", "daily", "täglich", "jour"],
    ["week", "woche"],
    ["month", "monat", "mois", "mes ", "maand", "miesi", "měsí"],
    ["year", "annual", "annum", "p.a.", "jahr", "jähr", "an ", "año", "jaar", "rok"],
  ])
}
