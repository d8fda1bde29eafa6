using System.Collections.Immutable;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Faults;

/// <summary>Decides which requests and rows the faults strike, the same ones for the same seed and order of requests.</summary>
internal sealed class FaultPlan
{
    private static readonly int KindCount = Enum.GetValues<FaultKind>().Length;

    private readonly Lock _gate = new();
    private readonly int _seed;
    private volatile Armed[][] _byKind;
    private int _streams;

    public FaultPlan(int seed, ImmutableArray<FaultRule> rules)
    {
        _seed = seed;
        _byKind = ByKind(Arm(rules));
    }

    /// <summary>Replaces all rules; their counts of skipped and struck requests start anew.</summary>
    public void Replace(ImmutableArray<FaultRule> rules)
    {
        lock (_gate)
        {
            _streams = 0;
            _byKind = ByKind(Arm(rules));
        }
    }

    /// <summary>Ends the rules of some kinds and adds others; the rules that stay go on counting.</summary>
    public void Change(ImmutableArray<FaultKind> clear, ImmutableArray<FaultRule> add)
    {
        if (clear.IsEmpty && add.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            var stay = _byKind.SelectMany(armed => armed).Where(armed => !clear.Contains(armed.Rule.Kind));
            _byKind = ByKind([.. stay, .. Arm(add)]);
        }
    }

    /// <summary>Returns the rule that strikes this request, counting it, or null.</summary>
    /// <param name="kind">What may strike.</param>
    /// <param name="route">The "METHOD /template" of the request.</param>
    /// <param name="concerns">Whether a rule is about this request at all; one that is not does not count it.</param>
    public FaultRule? Strike(FaultKind kind, string route, Predicate<FaultRule>? concerns = null)
    {
        foreach (var armed in _byKind[(int)kind])
        {
            if (armed.Rule.Matches(route) && concerns?.Invoke(armed.Rule) != false && armed.Strikes(_seed))
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
            if (armed.Rule.Matches(route) && StableHash.Unit(_seed, armed.Stream, row) < armed.Rule.Probability)
            {
                return armed.Rule;
            }
        }

        return null;
    }

    private Armed[] Arm(ImmutableArray<FaultRule> rules) => [.. rules.Select(rule => new Armed(rule, _streams++))];

    private static Armed[][] ByKind(Armed[] armed)
    {
        var byKind = armed.ToLookup(each => each.Rule.Kind);
        return [.. Enumerable.Range(0, KindCount).Select(kind => byKind[(FaultKind)kind].ToArray())];
    }

    /// <summary>A rule with the count of the requests that it has seen.</summary>
    private sealed class Armed(FaultRule rule, int stream)
    {
        private readonly Lock _gate = new();
        private long _seen;
        private long _struck;

        public FaultRule Rule { get; } = rule;

        public int Stream { get; } = stream;

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
