using ActorSync.Core.Dialects;

namespace ActorSync.Core.Tests.Dialects;

public sealed class GuideContractTests() : DialectContractTests(new GuideDialect(), GuideModel.Random);
