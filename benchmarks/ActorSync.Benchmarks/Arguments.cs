using System.Collections.Immutable;
using System.Globalization;

namespace ActorSync.Benchmarks;

/// <summary>Reads the options of a command: each a name and a value.</summary>
internal static class Arguments
{
    /// <summary>The most people of any command.</summary>
    public const int MostPeople = 1_000_000;

    /// <summary>The most tokens side by side, as the program takes them.</summary>
    public const int MostTokens = 50;

    /// <summary>The most repetitions.</summary>
    public const int MostRepetitions = 100;

    /// <summary>The most outcomes of a journal.</summary>
    public const int MostOutcomes = 10_000_000;

    /// <summary>Takes each option into <paramref name="plan"/>; null and a <paramref name="problem"/>, which names the option, at the first that says nothing that can be done.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="plan">What holds where nothing is said.</param>
    /// <param name="with">The plan with an option's value, or null where it has no such option or the value is none of it.</param>
    /// <param name="problem">For people; empty where there is none.</param>
    public static T? Read<T>(ReadOnlySpan<string> args, T plan, Func<T, string, string, T?> with, out string problem)
        where T : class
    {
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : string.Empty;
            if (with(plan, args[index], value) is not { } next)
            {
                problem = $"Not understood: {args[index]} {value}";
                return null;
            }

            plan = next;
        }

        problem = string.Empty;
        return plan;
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>, or null.</summary>
    public static int? Count(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most ? count : null;

    /// <summary>Such numbers with commas between them, or null.</summary>
    public static ImmutableArray<int>? Counts(string text, int most)
    {
        var counts = text.Split(',').Select(each => Count(each, most)).ToImmutableArray();
        return counts.All(each => each is not null) ? [.. counts.Select(each => each!.Value)] : null;
    }

    /// <summary>Some of the words that are known, with commas between them, or null.</summary>
    public static ImmutableArray<string>? Words(string text, ImmutableArray<string> known) =>
        text.Split(',') is var words && words.All(known.Contains) ? [.. words] : null;
}
