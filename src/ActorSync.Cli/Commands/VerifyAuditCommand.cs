using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Checks the audit log's hash chains and names the first bad record.</summary>
internal sealed class VerifyAuditCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "verify-audit")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, TargetSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var verdict = AuditCheck.Verify(target.Options, target.Identity);
        if (session.WritesJson)
        {
            session.WriteJson(writer => AuditReport.WriteJson(writer, verdict));
        }
        else
        {
            AuditReport.Write(session.Out, verdict);
        }

        return verdict is { Flaws.IsEmpty: false } ? ExitCode.Partial : ExitCode.Done;
    }
}
