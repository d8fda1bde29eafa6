using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace ActorSync.Benchmarks.Processes;

/// <summary>The built program as a process: its output, its end and what it used. Disposing of it ends that one process.</summary>
/// <remarks>One that has not come to its end within <see cref="LongestLife"/> hangs and is killed, so that nobody waits for it for ever.</remarks>
internal sealed class ProgramProcess : IAsyncDisposable
{
    /// <summary>The longest that a process may take to its end, or a server until it says that it is there.</summary>
    /// <remarks>Nothing legitimate comes near: a million people without a limit take half an hour on two cores, 20,000 on the guide's API at 300 requests a minute three hours.</remarks>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(4);

    private const string Settings = "ACTORSYNC_";

    // The runtime reads both; what it is found and starts by stays.
    private static readonly ImmutableArray<string> RuntimeSettings = ["DOTNET_", "COMPlus_"];
    private static readonly ImmutableArray<string> NeededToStart = ["DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_"];

    private const int LinesInAComplaint = 12;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<TimedLine> _error = new();
    private readonly Task _watched;
    private volatile ProcessUsage _usage = ProcessUsage.None; // Written by the watch, read by whoever asks.
    private Task _fed = Task.CompletedTask;
    private long _endedAt;
    private volatile bool _serves; // Told by whoever waited for its greeting, read by the watch.
    private volatile bool _isOverdue;

    private ProgramProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _startedAt = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        _watched = WatchAsync();
    }

    /// <summary>When it was started, by this machine's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether SIGSTOP has reached each of its threads.</summary>
    public bool StandsStill =>
        Directory.GetDirectories($"/proc/{Id}/task").All(thread => File.ReadAllText($"{thread}/stat").Split(") ")[^1].StartsWith('T'));

    /// <summary>Completes once the process is gone and its output is read, at the latest when it has had its longest life.</summary>
    public Task Ended => _watched;

    /// <summary>What the process has used so far.</summary>
    public ProcessUsage Usage => _usage;

    /// <summary>Starts the program with nothing but the given arguments and the sandbox's secret.</summary>
    public static ProgramProcess Start(Checkout checkout, ImmutableArray<string> arguments, TimeProvider time) =>
        Start(checkout, arguments, ImmutableSortedDictionary<string, string>.Empty, default, time);

    /// <summary>Starts the program with the given arguments, more environment and a standard input, and the sandbox's secret.</summary>
    public static ProgramProcess Start(
        Checkout checkout, ImmutableArray<string> arguments, ImmutableSortedDictionary<string, string> environment, ReadOnlyMemory<byte> input, TimeProvider time) =>
        StartAssembly(checkout, checkout.Program, arguments, environment, input, time);

    /// <summary>The same with another assembly than the program.</summary>
    public static ProgramProcess StartAssembly(
        Checkout checkout,
        string assembly,
        ImmutableArray<string> arguments,
        ImmutableSortedDictionary<string, string> environment,
        ReadOnlyMemory<byte> input,
        TimeProvider time)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = checkout.Root,
        };

        // Settings of whoever starts the harness would change what is measured.
        foreach (var name in start.Environment.Keys.Where(WouldChangeIt).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[Settings + "Target__ClientSecret"] = "sandbox";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.Start();
        var program = new ProgramProcess(process, time);
        program._fed = program.FeedAsync(input);
        return program;
    }

    /// <summary>Ends it with SIGKILL and waits until it is gone.</summary>
    /// <returns>The instant just before the signal.</returns>
    public async Task<DateTimeOffset> KillAsync()
    {
        var at = _time.GetUtcNow();
        _process.Kill();
        await _watched;
        return at;
    }

    /// <summary>Sends it a signal by its name, such as <c>STOP</c> or <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal, CancellationToken stop)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(stop);
        if (kill.ExitCode != 0)
        {
            throw new HarnessException($"The signal {signal} did not reach process {Id}.");
        }
    }

    /// <summary>Waits for a line of standard output by which a server says that it is there; from then on it lives until it is disposed of.</summary>
    /// <exception cref="HarnessException">The process ended without it, or hung.</exception>
    public async Task<string> LineAsync(Func<string, bool> isWanted, CancellationToken stop)
    {
        await foreach (var line in _output.Reader.ReadAllAsync(stop))
        {
            if (isWanted(line))
            {
                _serves = true;
                return line;
            }
        }

        await _watched;
        ThrowIfOverdue();
        throw new HarnessException($"The program ended with {_process.ExitCode} instead of starting.\n{string.Join('\n', _error.TakeLast(LinesInAComplaint).Select(line => line.Text))}");
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="HarnessException">It hung and was killed.</exception>
    public async Task<ProgramResult> EndAsync(CancellationToken stop)
    {
        await _watched.WaitAsync(stop);
        ThrowIfOverdue();
        var lines = new List<string>();
        while (_output.Reader.TryRead(out var line))
        {
            lines.Add(line);
        }

        return new ProgramResult(_process.ExitCode, string.Join('\n', lines), [.. _error], _time.GetElapsedTime(_startedAt, _endedAt), _usage);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _watched;
        await _fed;
        _process.Dispose();
    }

    private async Task FeedAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException) when (IsGoingOrGone())
        {
            // A process that is killed while it reads has no use for the rest.
            return;
        }
    }

    // The pipe breaks an instant before the process counts as gone.
    private bool IsGoingOrGone() => _process.WaitForExit(Gone);

    /// <summary>Whether a variable of whoever starts the harness would change what a measured process does.</summary>
    internal static bool WouldChangeIt(string variable) =>
        variable.StartsWith(Settings, StringComparison.OrdinalIgnoreCase)
        || (RuntimeSettings.Any(setting => variable.StartsWith(setting, StringComparison.OrdinalIgnoreCase)) && !NeededToStart.Any(needed => variable.StartsWith(needed, StringComparison.OrdinalIgnoreCase)));

    private async Task WatchAsync()
    {
        var output = ReadAsync(_process.StandardOutput, line => _output.Writer.TryWrite(line));
        var error = ReadAsync(_process.StandardError, line => _error.Enqueue(new TimedLine(_time.GetElapsedTime(_startedAt), line)));
        var end = _process.WaitForExitAsync();
        while (!end.IsCompleted)
        {
            Look();
            if (!_serves && !_isOverdue && _time.GetElapsedTime(_startedAt) >= LongestLife)
            {
                _isOverdue = true;
                _process.Kill();
            }

            await Task.WhenAny(end, Task.Delay(LookEvery, _time));
        }

        _endedAt = _time.GetTimestamp();
        await Task.WhenAll(output, error);
        _output.Writer.Complete();
    }

    private void ThrowIfOverdue()
    {
        if (_isOverdue)
        {
            throw new HarnessException(string.Create(CultureInfo.InvariantCulture, $"{_process.StartInfo.ArgumentList[1]} hung: it did not come to its end within {LongestLife.TotalHours} hours, and was killed."));
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private void Look()
    {
        try
        {
            _process.Refresh();

            // A process that is just ending still has a peak, of zero.
            _usage = new ProcessUsage(_process.TotalProcessorTime, Math.Max(_usage.PeakResidentBytes, _process.PeakWorkingSet64));
        }
        catch (Exception ended) when (ended is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // The process ended between the question and the answer, so the last look stands.
            return;
        }
    }
}
