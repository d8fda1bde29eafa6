using ActorSync.Cli.Doctor;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Engine.Hosting.Options;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorSync.EndToEnd.Tests.Doctor;

/// <summary>The doctor's examination of a target, on a clock on which no wait takes any time.</summary>
internal static class Examination
{
    /// <summary>The checks of a target that is login and API in one.</summary>
    public static async Task<IReadOnlyList<DoctorCheck>> OfAsync(Uri address, HastyClock clock, TargetDialect dialect = TargetDialect.Genesys, int tokens = 1)
    {
        var options = new TargetOptions
        {
            Dialect = dialect,
            BaseUrl = address,
            LoginUrl = address,
            ClientId = "sandbox",
            ClientSecret = new Secret("sandbox"),
        };
        using var probe = new TargetProbe(options, TimeProvider.System, NullLogger.Instance);
        return await new TargetExamination(options, probe, new ProbeRetries(clock)).ExamineAsync(new TargetPauses(tokens, []), TestContext.Current.CancellationToken);
    }
}
