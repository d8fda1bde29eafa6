using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Scripts;

/// <summary>Reads a change of a running sandbox off a JSON object.</summary>
internal static class ChangeReader
{
    /// <summary>What <c>clear</c> says for every fault.</summary>
    private const string Everything = "all";

    /// <summary>About 68 years in seconds, either way: dates stay dates.</summary>
    private const double MaxOffset = int.MaxValue;

    /// <summary>Returns the change, or null and one sentence in <paramref name="problem"/>; the properties of a script's step are more than those of a limit.</summary>
    public static SandboxChange? TryRead(JsonElement json, bool isStep, out string? problem)
    {
        var change = new SandboxChange();
        foreach (var property in json.EnumerateObject())
        {
            problem = property.Name switch
            {
                "at" when isStep => null,
                "limit" => ReadLimit(property.Value, limit => change = change with { Limit = limit }),
                "queueLimit" => ReadLimit(property.Value, limit => change = change with { QueueLimit = limit }),
                "window" => ReadWindow(property.Value, window => change = change with { Window = window }),
                "clockOffset" when isStep => ReadOffset(property.Value, offset => change = change with { ClockOffset = offset }),
                "clear" when isStep => ReadKinds(property.Value, kinds => change = change with { Clear = kinds }),
                "add" when isStep => ReadRules(property.Value, rules => change = change with { Add = rules }),
                _ => $"'{property.Name}' is nothing that can be changed; {Known(isStep)}.",
            };
            if (problem is not null)
            {
                return null;
            }
        }

        problem = null;
        return change;
    }

    /// <summary>Reads an array of faults such as <c>"stall:seconds=16"</c>.</summary>
    /// <returns>Null, or one sentence that says what is wrong.</returns>
    public static string? ReadRules(JsonElement json, Action<ImmutableArray<FaultRule>> use)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return "The faults are a JSON array such as [\"stall:seconds=16\"].";
        }

        var rules = ImmutableArray.CreateBuilder<FaultRule>();
        foreach (var item in json.EnumerateArray())
        {
            if (FaultRule.TryParse(item.ToString(), out var problem) is not { } rule)
            {
                return problem;
            }

            rules.Add(rule);
        }

        use(rules.ToImmutable());
        return null;
    }

    private static string Known(bool isStep) => isStep
        ? "a step has at, limit, queueLimit, window, clockOffset, clear and add"
        : "there are limit, queueLimit and window";

    private static string? ReadLimit(JsonElement json, Action<RateLimit> use)
    {
        if (!RateLimit.TryParse(json.ToString(), out var limit))
        {
            return $"'{json}' is no limit such as \"100/60\" (0 for none).";
        }

        use(limit);
        return null;
    }

    private static string? ReadWindow(JsonElement json, Action<WindowKind> use)
    {
        var name = json.ToString();
        if (name.Length == 0 || !char.IsLetter(name[0]) || !Enum.TryParse<WindowKind>(name, ignoreCase: true, out var window))
        {
            return $"'{name}' is no window; the windows are {string.Join(", ", Enum.GetNames<WindowKind>().Select(each => each.ToLowerInvariant()))}.";
        }

        use(window);
        return null;
    }

    private static string? ReadOffset(JsonElement json, Action<TimeSpan> use)
    {
        if (!double.TryParse(json.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(seconds) is not <= MaxOffset)
        {
            // What is no number compares as nothing: the pattern refuses it.
            return $"'{json}' is no number of seconds such as -90.";
        }

        use(TimeSpan.FromSeconds(seconds));
        return null;
    }

    private static string? ReadKinds(JsonElement json, Action<ImmutableArray<FaultKind>> use)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() == Everything)
        {
            use([.. Enum.GetValues<FaultKind>()]);
            return null;
        }

        return ReadRules(json, rules => use([.. rules.Select(rule => rule.Kind)])) is { } problem
            ? $"clear is \"{Everything}\" or an array of kinds of faults: {problem}"
            : null;
    }
}
