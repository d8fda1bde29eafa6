using ActorSync.Engine.Audit;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Hosting;

/// <summary>The engine cannot start; the message says why and what to do.</summary>
public sealed class EngineStartException : Exception
{
    /// <summary>Says why, and which exit code it means.</summary>
    public EngineStartException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    /// <summary>Says why, which exit code it means, and what was met.</summary>
    public EngineStartException(int exitCode, string message, Exception inner)
        : base(message, inner) => ExitCode = exitCode;

    /// <summary>Required by the framework's guidelines; prefer an exit code and a message.</summary>
    public EngineStartException()
    {
    }

    /// <summary>Required by the framework's guidelines; prefer an exit code and a message.</summary>
    public EngineStartException(string message)
        : base(message)
    {
    }

    /// <summary>Required by the framework's guidelines; prefer an exit code and a message.</summary>
    public EngineStartException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>One of <see cref="Runs.ExitCode"/>.</summary>
    public int ExitCode { get; } = Runs.ExitCode.Failed;

    /// <summary>The journal is not as it was written.</summary>
    internal static EngineStartException OfFlaw(AuditFlawException flaw) =>
        new(Runs.ExitCode.Failed, $"The journal is damaged at {flaw.Message}. Restore it from a backup; actorsync verify-audit tells what is left in order.", flaw);

    /// <summary>Asks the journal something, and says in a command's terms where it cannot be asked.</summary>
    internal static T OfJournal<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is JournalUnavailableException or IOException)
        {
            throw new EngineStartException(Runs.ExitCode.Failed, exception.Message, exception);
        }
    }

    /// <summary>The same where it takes a while.</summary>
    internal static async Task<T> OfJournalAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AuditFlawException flaw)
        {
            throw OfFlaw(flaw);
        }
        catch (Exception exception) when (exception is JournalUnavailableException or IOException)
        {
            throw new EngineStartException(Runs.ExitCode.Failed, exception.Message, exception);
        }
    }

    /// <summary>A run cannot begin, because what it needs could not be stored in this folder.</summary>
    internal static EngineStartException NotStored(Exception cause, string stateFolder) =>
        new(cause is StorageGivenUpException { IsOfStop: true } ? Runs.ExitCode.Interrupted : Runs.ExitCode.Failed, Runs.StorageFault.Describe(cause, stateFolder), cause);
}
