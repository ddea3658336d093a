import Testing
@testable import JSONText
@Suite struct JSONReaderTests {}
