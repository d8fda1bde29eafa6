using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Each dialect once: the data of a test whose point both dialects have.</summary>
public sealed class BothDialects : TheoryData<TargetDialect>
{
    public static readonly IReadOnlyList<TargetDialect> All = [TargetDialect.Genesys, TargetDialect.Guide];

    public BothDialects()
    {
        foreach (var dialect in All)
        {
            Add(dialect);
        }
    }
}
