namespace ActorSync.Benchmarks.Results;

/// <summary>What a figure is and what it has to reach.</summary>
/// <param name="Id">The figure's id.</param>
/// <param name="Claim">What it is, in words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Value">What it has to reach; null where it is shown for comparison.</param>
internal sealed record BenchBar(string Id, string Claim, string Unit, double? Value)
{
    /// <summary>Whether it has to be at least that, or else at most.</summary>
    public bool IsAtLeast { get; init; } = true;

    /// <summary>Whether a figure may miss it by as much as its values differ.</summary>
    public bool IsWithinNoise { get; init; }

    /// <summary>Whether it speaks of all results, so that the worst of them stands on the page, and not the newest.</summary>
    public bool IsOverAll { get; init; }
}
