using ActorSync.Core.Dialects;

namespace ActorSync.Core.Tests.Dialects;

public sealed class GenesysContractTests() : DialectContractTests(new GenesysDialect(), GenesysModel.Random);
