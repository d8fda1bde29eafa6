using System.Globalization;
using System.Text;

namespace ActorSync.Sandbox.Faults;

/// <summary>One fault: what happens, to which requests, how often.</summary>
public sealed record FaultRule(FaultKind Kind)
{
    private const string TokenRoute = "oauth";

    private static readonly string[] Names = [.. Enum.GetValues<FaultKind>().Select(MakeName)];

    /// <summary>Which requests: a part of "METHOD /template" such as <c>PATCH</c> or <c>routingskills/bulk</c>; null means every one.</summary>
    public string? Route { get; init; }

    /// <summary>The share of the matching requests that are struck, above 0 and at most 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many matching requests pass before the first can be struck.</summary>
    public int Skip { get; init; }

    /// <summary>How many are struck at most; null means no end.</summary>
    public int? Times { get; init; }

    /// <summary>A duration, where the kind has one.</summary>
    public int? Seconds { get; init; }

    /// <summary>A number of rows, where the kind has one.</summary>
    public int? Size { get; init; }

    /// <summary>An HTTP status, where the kind has one.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the request was done before the fault shows.</summary>
    public bool Applied { get; init; }

    /// <summary>Reads <c>kind[:key=value,…]</c>, such as <c>stall:seconds=16,route=PATCH,probability=0.01,times=3</c>.</summary>
    /// <returns>The rule, or null and one sentence in <paramref name="problem"/>.</returns>
    public static FaultRule? TryParse(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, settings) = Split(text, ':');
        var kindName = name.Replace("-", string.Empty, StringComparison.Ordinal);
        if (kindName.Length == 0 || !char.IsLetter(kindName[0]) || !Enum.TryParse<FaultKind>(kindName, ignoreCase: true, out var kind))
        {
            problem = $"'{name}' is no fault; the faults are {string.Join(", ", Enum.GetValues<FaultKind>().Select(NameOf))}.";
            return null;
        }

        var rule = new FaultRule(kind);
        foreach (var setting in settings.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (key, value) = Split(setting, '=');
            if (rule.With(key, value) is not { } changed)
            {
                problem = $"'{setting}' cannot be read in the fault '{text}'; the settings are route, probability (0-1), skip, times, seconds, size, status and applied (true or false).";
                return null;
            }

            rule = changed;
        }

        problem = null;
        return rule;
    }

    /// <summary>Returns the name of a fault as <see cref="TryParse"/> reads it, such as <c>token-throttle</c>.</summary>
    public static string NameOf(FaultKind kind) => Names[(int)kind];

    /// <summary>Returns whether this fault can strike a request of this "METHOD /template".</summary>
    /// <remarks>The token endpoint is struck by its own throttle, and by a rule whose route names it: others are about the API.</remarks>
    internal bool Matches(string route)
    {
        var isTokenRoute = route.Contains(TokenRoute, StringComparison.Ordinal);
        return Route is null
            ? !isTokenRoute || Kind == FaultKind.TokenThrottle
            : RouteShape.Contains(route, Route) && (!isTokenRoute || Kind == FaultKind.TokenThrottle || Route.Contains(TokenRoute, StringComparison.OrdinalIgnoreCase));
    }

    private static string MakeName(FaultKind kind)
    {
        var name = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    private FaultRule? With(string key, string value)
    {
        var isCount = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return key switch
        {
            "route" when value.Length > 0 => this with { Route = value },
            "probability" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 =>
                this with { Probability = share },
            "skip" when isCount => this with { Skip = count },
            "times" when isCount => this with { Times = count },
            "seconds" when isCount => this with { Seconds = count },
            "size" when isCount && count > 0 => this with { Size = count },
            "status" when isCount && count is >= 200 and <= 599 => this with { Status = count },
            "applied" when bool.TryParse(value, out var applied) => this with { Applied = applied },
            _ => null,
        };
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), string.Empty) : (text[..at].Trim(), text[(at + 1)..].Trim());
    }
}
