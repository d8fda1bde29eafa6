using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Commands;

/// <summary>Shows from the journal alone which skills and certifications an agent held, and what caused each.</summary>
internal sealed class HistoryCommand(CliEnvironment environment) : ActorSyncCommand<HistorySettings>(environment, "history")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, HistorySettings settings, CancellationToken stop)
    {
        Instant? at = settings.At is { } text ? InstantArgument.Read("--at", text) : null;
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        if (AgentRecall.Read(target.Options, target.Identity, settings.Employee) is not { Agents.IsEmpty: false } found)
        {
            throw new CommandFailure(ExitCode.Usage, "employee-unknown", UnknownEmployee.Message(settings.Employee));
        }

        if (session.WritesJson)
        {
            session.WriteJson(writer => HistoryJson.Write(writer, settings.Employee, found, at));
        }
        else
        {
            new HistoryReport(session.Out, found, session.Now).Write(at);
        }

        return ExitCode.Done;
    }
}
