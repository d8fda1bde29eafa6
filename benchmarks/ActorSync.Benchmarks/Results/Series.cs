using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Results;

/// <summary>What one contestant did in one scenario, once in each repetition.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Contestant">Who: the program, the bare loop or the script.</param>
/// <param name="Settings">Its settings, by name.</param>
/// <param name="Measurements">In the order of the repetitions.</param>
internal sealed record Series(string Scenario, string Contestant, ImmutableSortedDictionary<string, string> Settings, ImmutableArray<Measurement> Measurements)
{
    /// <summary>The settings as one line.</summary>
    public string SettingsText => string.Join(", ", Settings.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}"));

    /// <summary>The spread of one figure; null where no repetition has it.</summary>
    public Spread? Of(Func<Measurement, double?> figure)
    {
        var known = Measurements.Select(figure).OfType<double>().ToImmutableArray();
        return known.IsEmpty ? null : Spread.Of(known);
    }
}
