using System.Runtime.InteropServices;

namespace ActorSync.Benchmarks;

/// <summary>Turns the first Ctrl-C or SIGTERM into a request to stop, on which the processes started here are ended on the way out, and a later one into an exit at once.</summary>
/// <param name="time">What tells a later signal from the same one again.</param>
/// <param name="exit">Ends the process with an exit code.</param>
internal sealed class StopSignals(TimeProvider time, Action<int> exit) : IDisposable
{
    /// <summary>The exit code of whoever was stopped.</summary>
    public const int Interrupted = 130;

    /// <summary>How long after the first signal another one counts as the same: <c>timeout</c> signals the process and then its group.</summary>
    public static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private PosixSignalRegistration[] _registrations = [];
    private long? _first;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Begins to take the process's signals.</summary>
    public void Listen() => _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Takes a signal in.</summary>
    public void Receive()
    {
        lock (_gate)
        {
            if (_first is { } first)
            {
                if (time.GetElapsedTime(first) >= SameSignal)
                {
                    exit(Interrupted);
                }

                return;
            }

            _first = time.GetTimestamp();
        }

        _stop.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Receive();
    }
}
