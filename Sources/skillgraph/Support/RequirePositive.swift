import ArgumentParser

/// What every option that says how many must fulfil.
///
/// - Throws: `ValidationError` with the option's name.
func requirePositive(_ number: Int, _ option: String) throws {
  if number < 1 { throw ValidationError("\(option) must be at least 1") }
}
