using System.Collections.Immutable;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Faults;

/// <summary>Decides which requests and rows the faults strike, the same ones for the same seed and order of requests.</summary>
internal sealed class FaultPlan(int seed, ImmutableArray<FaultRule> rules)
{
    private static readonly int KindCount = Enum.GetValues<FaultKind>().Length;

    private volatile Armed[][] _byKind = Arm(rules);

    /// <summary>Replaces all rules; their counts of skipped and struck requests start anew.</summary>
    public void Replace(ImmutableArray<FaultRule> rules) => _byKind = Arm(rules);

    /// <summary>Returns the rule that strikes this request, counting it, or null.</summary>
    public FaultRule? Strike(FaultKind kind, string route, bool? applied = null)
    {
        foreach (var armed in _byKind[(int)kind])
        {
            if ((applied is null || armed.Rule.Applied == applied) && armed.Matches(route) && armed.Strikes(seed))
            {
                return armed.Rule;
            }
        }

        return null;
    }

    /// <summary>Returns the rule that holds for this row, always the same for the same row, or null.</summary>
    public FaultRule? Hold(FaultKind kind, string route, int row)
    {
        foreach (var armed in _byKind[(int)kind])
        {
            if (armed.Matches(route) && StableHash.Unit(seed, armed.Stream, row) < armed.Rule.Probability)
            {
                return armed.Rule;
            }
        }

        return null;
    }

    private static Armed[][] Arm(ImmutableArray<FaultRule> rules)
    {
        var armed = rules.Select((rule, stream) => new Armed(rule, stream)).ToLookup(each => each.Rule.Kind);
        return [.. Enumerable.Range(0, KindCount).Select(kind => armed[(FaultKind)kind].ToArray())];
    }

    /// <summary>A rule with the count of the requests that it has seen.</summary>
    private sealed class Armed(FaultRule rule, int stream)
    {
        private readonly Lock _gate = new();
        private long _seen;
        private long _struck;

        public FaultRule Rule { get; } = rule;

        public int Stream { get; } = stream;

        public bool Matches(string route) => Rule.Route is null || route.Contains(Rule.Route, StringComparison.OrdinalIgnoreCase);

        public bool Strikes(int seed)
        {
            lock (_gate)
            {
                var ordinal = _seen++;
                if (ordinal < Rule.Skip || _struck >= Rule.Times || StableHash.Unit(seed, Stream, ordinal) >= Rule.Probability)
                {
                    return false;
                }

                _struck++;
                return true;
            }
        }
    }
}
