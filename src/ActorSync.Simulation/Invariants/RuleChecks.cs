namespace ActorSync.Simulation.Invariants;

/// <summary>How often each rule was looked at, so that one that is never looked at is seen.</summary>
public sealed class RuleChecks
{
    private readonly Dictionary<string, long> _byRule = new(StringComparer.Ordinal);

    /// <summary>By the names of <see cref="Rules"/>.</summary>
    public IReadOnlyDictionary<string, long> ByRule => _byRule;

    /// <summary>A rule is looked at.</summary>
    public void Look(string rule) => _byRule[rule] = _byRule.GetValueOrDefault(rule) + 1;
}
