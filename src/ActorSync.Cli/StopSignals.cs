using System.Runtime.InteropServices;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli;

/// <summary>Turns the first Ctrl-C or SIGTERM into a request to stop, and a later one into an exit at once.</summary>
/// <param name="clock">What tells a later signal from the same one again.</param>
/// <param name="exit">Ends the process with an exit code.</param>
internal sealed class StopSignals(TimeProvider clock, Action<int> exit) : IDisposable
{
    /// <summary>How long after the first signal another one counts as the same: <c>timeout</c> and schedulers signal the process and then its group.</summary>
    public static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private PosixSignalRegistration[] _registrations = [];
    private long? _first;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>What the command under way says to a signal.</summary>
    public StopWords Words { get; } = new();

    /// <summary>Begins to take the process's signals.</summary>
    public void Listen() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Takes a signal in.</summary>
    public void Receive()
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _first is null;
            if (_first is { } first && clock.GetElapsedTime(first) < SameSignal)
            {
                return;
            }

            _first ??= clock.GetTimestamp();
        }

        if (isFirst)
        {
            try
            {
                Words.OnFirst?.Invoke();
            }
            finally
            {
                _stop.Cancel();
            }

            return;
        }

        try
        {
            Words.OnSecond?.Invoke();
        }
        finally
        {
            exit(ExitCode.Interrupted);
        }
    }

    /// <inheritdoc/>
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
