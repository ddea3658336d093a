// swift-tools-version: 6.2
import PackageDescription

/// What every room is compiled with; warnings are errors everywhere.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Rooms that hold pointers say `unsafe` wherever they use one.
let strictPointers = strict + [.strictMemorySafety()]

let strictC: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]

/// A room: a library target whose dependencies are exactly the rooms it may know.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ room: String, _ more: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: [.init(stringLiteral: room), "Diagnostics", "TestSupport"] + more,
    exclude: exclude,
    swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "skillgraph",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "skillgraph", targets: ["skillgraph"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // System libraries and the C that is allowed to see them.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .target(name: "CMarkup", dependencies: ["CLibXML2"], cSettings: strictC),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CCompression", dependencies: ["CZlib"], cSettings: strictC),
    .target(name: "CBundledData", cSettings: strictC + [.disableWarning("c23-extensions")]),

    // The rooms, in the order data flows through them.
    room("Diagnostics"),
    room("JSONText", ["Diagnostics"]),
    room("BundledData", ["CBundledData"], settings: strictPointers),
    room("Markup", ["CMarkup", "Diagnostics"], settings: strictPointers),
    room("Compression", ["CCompression"], settings: strictPointers),
    room("Containers", ["Compression", "Diagnostics"]),
    room("Concepts", ["Diagnostics"]),
    room("Postings", ["BundledData", "Diagnostics", "JSONText", "Markup"]),
    room("Mentions", ["BundledData", "Concepts", "Postings"]),
    room("GraphModel", ["Concepts", "Diagnostics"]),
    room(
      "Ingestion",
      ["Concepts", "Containers", "Diagnostics", "GraphModel", "JSONText", "Markup", "Mentions", "Postings"]),
    room("TaxonomyFormats", ["BundledData", "Concepts", "Diagnostics", "JSONText", "Markup"]),
    room("GraphStore", ["Concepts", "Diagnostics", "GraphModel", grdb]),
    room("GraphQuery", ["BundledData", "Concepts", "GraphModel"]),
    room("GraphFormats", ["BundledData", "Concepts", "Diagnostics", "GraphModel", "JSONText", "Markup"]),
    .executableTarget(
      name: "skillgraph",
      dependencies: [
        "BundledData", "Compression", "Concepts", "Containers", "Diagnostics", "GraphFormats", "GraphModel",
        "GraphQuery", "GraphStore", "Ingestion", "JSONText", "Markup", "Mentions", "Postings", "TaxonomyFormats",
        argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "dev",
      dependencies: [
        "BundledData", "Concepts", "Containers", "Diagnostics", "GraphFormats", "GraphModel", "GraphQuery",
        "GraphStore",
        "Ingestion", "JSONText", "Markup", "Mentions", "Postings", "TaxonomyFormats", argumentParser,
      ],
      swiftSettings: strict),

    // What the readers promise for any bytes whatever.
    room(
      "FuzzTargets",
      [
        "Compression", "Concepts", "Containers", "Diagnostics", "GraphFormats", "Ingestion", "JSONText", "Markup",
        "Mentions", "Postings", "TaxonomyFormats",
      ]),

    // Promises, a target for each room.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    tests("Markup", ["CMarkup"]),
    tests("GraphModel", ["Concepts"]),
    tests("GraphStore", ["Concepts", "GraphModel", grdb]),
    tests("Containers", ["Compression", "Concepts", "GraphModel", "Ingestion", "skillgraph"]),
    tests("Ingestion", ["Concepts", "Containers", "GraphModel", "JSONText", "Postings"]),
    tests("GraphFormats", ["Concepts", "GraphModel", "JSONText", "Markup"], exclude: ["Golden"]),
    tests("JSONText"),
    tests("Postings", ["BundledData", "Markup"]),
    tests(
      "GraphQuery",
      [
        "Concepts", "GraphModel", "GraphStore", "Ingestion", "JSONText", "Postings", "skillgraph", "TaxonomyFormats",
        argumentParser,
      ],
      exclude: ["Queries"]),
    tests("Compression"),
    tests("Concepts"),
    tests("TaxonomyFormats", ["Concepts", "GraphModel", "JSONText"]),
    tests("Mentions", ["Concepts", "Postings", "TaxonomyFormats"]),
    tests("FuzzTargets", exclude: ["Corpus", "Dictionaries"]),
  ],
  swiftLanguageModes: [.v6]
)

// Only where libFuzzer is asked for: `make fuzz`.
if Context.environment["SKILLGRAPH_FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CFuzzer", "FuzzTargets"], swiftSettings: strictPointers,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ]
}
