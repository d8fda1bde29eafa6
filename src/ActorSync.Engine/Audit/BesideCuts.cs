using System.Runtime.ExceptionServices;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Audit;

/// <summary>Reads the partitions' journals while another process may cut them off: what is read across a cut may lack its beginning or seem damaged, and is read again.</summary>
/// <param name="rows">The journal.</param>
internal sealed class BesideCuts(IJournalRows rows)
{
    /// <summary>How often the same is read at most: cuts are a day apart, so that whoever meets one at each reading stands still for days.</summary>
    public const int MostReadings = 3;

    private RunLogCheck _log = RunLogCheck.Of(rows, anchor: null);
    private int _readings;

    /// <summary>What <paramref name="read"/> finds, with the run log as it stood after that: it has every run that is named in what was found.</summary>
    /// <param name="read">Reads from the cut on that the run log tells of; asked again where the journals were cut meanwhile.</param>
    /// <exception cref="AuditFlawException">The log is not as it was written, and no cut is to blame.</exception>
    /// <exception cref="EngineStartException">The journals were cut at each reading, or <paramref name="read"/> refuses.</exception>
    public (T Found, RunLogCheck Log) Read<T>(Func<RunLogCheck, T> read)
    {
        while (true)
        {
            var (found, fault) = (default(T)!, default(ExceptionDispatchInfo));
            try
            {
                found = read(_log);
            }
            catch (Exception cause) when (MayBeOfCut(cause))
            {
                fault = ExceptionDispatchInfo.Capture(cause);
            }

            if (Stands(fault))
            {
                return (found, _log);
            }
        }
    }

    /// <summary>The same where it takes a while.</summary>
    public async Task<(T Found, RunLogCheck Log)> ReadAsync<T>(Func<RunLogCheck, Task<T>> read)
    {
        while (true)
        {
            var (found, fault) = (default(T)!, default(ExceptionDispatchInfo));
            try
            {
                found = await read(_log);
            }
            catch (Exception cause) when (MayBeOfCut(cause))
            {
                fault = ExceptionDispatchInfo.Capture(cause);
            }

            if (Stands(fault))
            {
                return (found, _log);
            }
        }
    }

    // An actor that misses what was cut stops, and whoever asked it is told so as one who cannot start.
    private static bool MayBeOfCut(Exception cause) => cause is AuditFlawException or EngineStartException;

    // Whatever came of a reading counts where the log tells of the same cut after it as before.
    private bool Stands(ExceptionDispatchInfo? fault)
    {
        var after = RunLogCheck.Of(rows, anchor: null);
        var isSame = after.Cut == _log.Cut;
        _log = after;
        if (isSame)
        {
            fault?.Throw();
            return true;
        }

        return ++_readings < MostReadings
            ? false
            : throw new EngineStartException(ExitCode.Failed, "The journal was cut by Journal:KeepDays each time that it was read. Say the same again.");
    }
}
