using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Erases a person from the state; the records stay and name nobody.</summary>
internal sealed class JournalEraseCommand(CliEnvironment environment) : ActorSyncCommand<JournalEraseSettings>(environment, "journal erase")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, JournalEraseSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var erasure = await PersonEraser.EraseAsync(
            target.Options, target.Identity, settings.Employee, session.CommandPath, session.Environment.Clock, session.Loggers, stop);
        if (erasure is null or { People.IsEmpty: true, Redacted: 0, Plans: 0, IsCompacted: true, Naming: 0, SetAside.IsEmpty: true })
        {
            throw new CommandFailure(
                ExitCode.Usage, "employee-unknown", $"The journal of this target knows nobody with employee id {settings.Employee}, and its files hold nothing of whoever was erased before. Write the id as the source or the target has it, with its leading zeros.");
        }

        var report = new ErasureReport(settings.Employee, erasure);
        if (session.WritesJson)
        {
            session.WriteJson(report.WriteJson);
        }
        else
        {
            report.Write(session.Out);
        }

        return erasure is { IsCompacted: true, Naming: 0, SetAside.IsEmpty: true } ? ExitCode.Done : ExitCode.Partial;
    }
}
