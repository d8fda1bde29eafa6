namespace ActorSync.Benchmarks.Reports;

/// <summary>One claim and whether it held.</summary>
/// <param name="Claim">The claim, in words.</param>
/// <param name="Holds">Whether it held.</param>
/// <param name="Seen">The figures that say so.</param>
internal sealed record Check(string Claim, bool Holds, string Seen)
{
    /// <summary>Claims that figures are all the same.</summary>
    public static Check Equal(string claim, params ReadOnlySpan<long> figures)
    {
        var first = figures[0];
        return new Check(claim, !figures.ContainsAnyExcept(first), Figures.Join(" = ", figures));
    }
}
