using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Cli.Commands;
using ActorSync.Cli.Usage;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Limits;
using ActorSync.Sandbox.Scripts;

namespace ActorSync.Cli.Sandboxes;

/// <summary>Reads what <c>sandbox</c> is to serve off its options.</summary>
internal static class ServedOptions
{
    private const string CommandPath = "sandbox";

    /// <summary>Returns the sandbox's options.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    /// <exception cref="CommandFailure">The script cannot be used.</exception>
    public static SandboxOptions Of(SandboxSettings settings, TargetDialect dialect, string workingDirectory)
    {
        var limit = Limit("limit", settings.Limit) ?? RateLimit.Default;
        if (settings.OtherClient is not null && limit.IsNone)
        {
            throw new UsageException(
                "--other-client takes a share of the limit of a token, and --limit 0 sets none. Give a limit, such as --limit 300, or leave --other-client out.", CommandPath);
        }

        var faults = settings.Fault.Select(Fault).ToImmutableArray();
        return new SandboxOptions
        {
            Dialect = EmbeddedSandbox.DialectOf(dialect),
            Port = Port("port", settings.Port) ?? 0,
            H2cPort = Port("h2c-port", settings.H2cPort),
            Limit = limit,
            Window = settings.Window is null ? WindowKind.Fixed : Word<WindowKind>("window", settings.Window),
            OtherClient = settings.OtherClient is null ? 0 : Share("other-client", settings.OtherClient, OtherClientWindow.MaxShare),
            QueueLimit = Limit("queue-limit", settings.QueueLimit) ?? RateLimit.None,
            OrganizationLimit = Limit("organization-limit", settings.OrganizationLimit) ?? RateLimit.None,
            RouteLimits = [.. settings.RouteLimit.Select(OfRoute)],
            TokenLimit = Limit("token-limit", settings.TokenLimit) ?? RateLimit.None,
            StateFile = settings.State is null ? null : Path.GetFullPath(settings.State, workingDirectory),
            Permissions = settings.Permissions?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToImmutableArray(),
            TokenLifetime = TimeSpan.FromSeconds(settings.TokenLifetime is null or > 0
                ? settings.TokenLifetime ?? 86_400
                : throw new UsageException($"--token-lifetime is at least one second, not {settings.TokenLifetime}.", CommandPath)),
            ClockOffset = TimeSpan.FromSeconds(settings.ClockOffset),
            VersionClashStatus = settings.VersionClash is null or 409 or 400 or 408
                ? settings.VersionClash ?? 409
                : throw new UsageException($"--version-clash is one of 409, 400, 408, not '{settings.VersionClash}'.", CommandPath),
            Faults = [.. faults, .. EveryOther(settings.EveryFault, faults)],
            FaultSeed = settings.FaultSeed,
            Script = settings.Script is null ? [] : Script(Path.GetFullPath(settings.Script, workingDirectory)),
        };
    }

    /// <summary>Returns the one of several words that was given.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static T Word<T>(string option, string given)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToArray();
        return words.Contains(given, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(given, ignoreCase: true)
            : throw new UsageException($"--{option} is one of {string.Join(", ", words)}, not '{given}'. Did you mean '{Nearest.Of(given, words)}'?", CommandPath);
    }

    private static int? Port(string option, int? port) => port is null or (>= 0 and <= ushort.MaxValue)
        ? port
        : throw new UsageException($"--{option} is from 0 to {ushort.MaxValue}, where 0 takes a free one; not '{port}'.", CommandPath);

    private static FaultRule Fault(string text) => FaultRule.TryParse(text, out var problem) ?? throw new UsageException($"--fault: {problem}", CommandPath);

    // A kind that is given by itself is as it was given.
    private static IEnumerable<FaultRule> EveryOther(string? probability, ImmutableArray<FaultRule> given) => probability is null
        ? []
        : EveryFault.At(Share("every-fault", probability, 1)).Where(rule => given.All(other => other.Kind != rule.Kind));

    private static RateLimit? Limit(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return RateLimit.TryParse(text, out var limit)
            ? limit
            : throw new UsageException($"--{option} is N or N/SECONDS, such as 300, 300/10 or 0 for none; not '{text}'.", CommandPath);
    }

    private static RouteLimit OfRoute(string text) => RouteLimit.TryParse(text, out var limit)
        ? limit
        : throw new UsageException($"--route-limit is a route and its limit, such as \"GET /api/v2/users=60/60\"; not '{text}'.", CommandPath);

    private static double Share(string option, string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share > 0 && share <= most
            ? share
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--{option} is a share above 0 and at most {most}, such as 0.05; not '{text}'."), CommandPath);

    private static ImmutableArray<ScriptStep> Script(string file)
    {
        try
        {
            return SandboxScript.TryParse(File.ReadAllBytes(file), out var problem) ?? throw Unusable(problem!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception.Message);
        }

        CommandFailure Unusable(string problem) => new(Engine.Runs.ExitCode.Usage, "sandbox-script-unusable", $"The script {file} cannot be used: {problem}");
    }
}
