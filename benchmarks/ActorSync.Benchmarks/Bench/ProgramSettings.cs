using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Pacing;

namespace ActorSync.Benchmarks.Bench;

/// <summary>The settings of the program that a benchmark varies.</summary>
internal sealed record ProgramSettings
{
    /// <summary>Those of the program itself.</summary>
    public static readonly ProgramSettings Defaults = new();

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Journal { get; init; } = "sqlite";

    /// <summary>The most requests under way at once; null leaves it to the program.</summary>
    public int? InFlight { get; init; }

    /// <summary>Tokens side by side; null leaves it to the program.</summary>
    public int? Tokens { get; init; }

    /// <summary>More settings, such as <c>Target:ObserveBy=user</c>.</summary>
    public ImmutableArray<string> More { get; init; } = [];

    /// <summary>The settings by name, as results show them; what is left to the program with the value that it has there, since a default may change.</summary>
    public ImmutableSortedDictionary<string, string> Shown
    {
        get
        {
            var shown = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
                .Add("journal", Journal)
                .Add("in flight", Text(InFlight) ?? string.Create(CultureInfo.InvariantCulture, $"default ({PacingRules.MostInFlight})"))
                .AddRange(More.Select(setting => KeyValuePair.Create(setting.Split('=')[0], setting.Split('=', 2)[1])));
            return Tokens is null or 1 ? shown : shown.Add("tokens", Text(Tokens)!);
        }
    }

    /// <summary>Those that are not left to the program, as <c>Key=value</c>; but for the journal.</summary>
    public IEnumerable<string> Given()
    {
        ImmutableArray<string?> settings =
        [
            InFlight is null ? null : $"Target:MaxInFlight={Text(InFlight)}",
            Tokens is null ? null : $"Target:Tokens={Text(Tokens)}",
            .. More,
        ];
        return settings.OfType<string>();
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
