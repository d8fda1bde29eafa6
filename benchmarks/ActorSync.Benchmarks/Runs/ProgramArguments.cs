using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Runs;

/// <summary>The arguments by which the program finds its configuration, its target and its state.</summary>
internal static class ProgramArguments
{
    /// <summary>The setting without a local pace, so that the target alone limits.</summary>
    public const string Unpaced = "Target:RequestsPerMinute=0";

    /// <summary>They, and more settings.</summary>
    /// <param name="checkout">Where the configuration is.</param>
    /// <param name="dialect">The API spoken.</param>
    /// <param name="address">Where the target listens.</param>
    /// <param name="state">The folder of the state.</param>
    /// <param name="more">More settings, such as <c>Target:Tokens=2</c>.</param>
    public static ImmutableArray<string> Of(Checkout checkout, string dialect, string address, string state, params IEnumerable<string> more)
    {
        string[] settings = [$"Target:Dialect={dialect}", $"Target:BaseUrl={address}", "Target:ClientId=sandbox", $"State:Directory={state}", .. more];
        return ["--config", checkout.Configuration, "--output", "json", .. settings.SelectMany(setting => new[] { "--set", setting })];
    }
}
