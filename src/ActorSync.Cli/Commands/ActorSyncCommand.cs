using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>A command: opens its session, does its work, and turns what goes wrong into one clear message and an exit code.</summary>
internal abstract class ActorSyncCommand<TSettings>(CliEnvironment environment, string path) : AsyncCommand<TSettings>
    where TSettings : GlobalSettings
{
    /// <inheritdoc/>
    public sealed override async Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        using var session = new CommandSession(environment, settings, path);
        try
        {
            return await DoAsync(session, settings, cancellationToken);
        }
        catch (Exception exception)
        {
            // Nothing is swallowed: whatever it is becomes a message and an exit code, and with --log-level debug a stack trace.
            return session.Fail(exception);
        }
    }

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> DoAsync(CommandSession session, TSettings settings, CancellationToken stop);
}
