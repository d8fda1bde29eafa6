using System.Diagnostics;
using System.Text;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The built program as a process of its own.</summary>
public sealed class ActorSyncProcess : IDisposable
{
    /// <summary>Far longer than any program under test needs, so that a defect fails a test instead of stopping the suite.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly StringBuilder _errorText = new();
    private readonly Lock _errorGate = new();
    private readonly List<(string Words, TaskCompletionSource Said)> _awaited = [];
    private readonly Task<string> _error;

    private ActorSyncProcess(Process process, bool readsOut)
    {
        _process = process;
        _out = readsOut ? process.StandardOutput.ReadToEndAsync() : Task.FromResult(string.Empty);
        _error = ReadErrorAsync();
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether SIGSTOP has reached each of its threads.</summary>
    public bool StandsStill =>
        Directory.GetDirectories($"/proc/{Id}/task").All(thread => File.ReadAllText($"{thread}/stat").Split(") ")[^1].StartsWith('T'));

    /// <summary>Its standard output, where the test reads it itself.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Runs the program to its end.</summary>
    public static Task<Ended> RunAsync(Workspace workspace, params string[] arguments) => RunWithAsync(workspace, null, null, arguments);

    /// <summary>Runs the program to its end, with more environment and with a standard input.</summary>
    public static async Task<Ended> RunWithAsync(
        Workspace workspace, IReadOnlyDictionary<string, string>? environment, string? input, params string[] arguments)
    {
        using var program = Start(workspace, environment, arguments);
        if (input is not null)
        {
            await program._process.StandardInput.WriteAsync(input);
        }

        program._process.StandardInput.Close();
        return await program.EndAsync();
    }

    /// <summary>Runs the program to its end as somebody whom the rights of files bind, which they do not where the tests run as root.</summary>
    public static async Task<Ended> RunUnprivilegedAsync(Workspace workspace, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        string[] prefix = Environment.IsPrivilegedProcess ? ["setpriv", "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search"] : [];
        using var program = Start(workspace, environment, arguments, prefix: prefix);
        program._process.StandardInput.Close();
        return await program.EndAsync();
    }

    /// <summary>Starts the program.</summary>
    /// <param name="workspace">The folder that it runs in.</param>
    /// <param name="environment">Variables beside the test's own, of which those of the product are left out.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="readsOut">Whether its standard output is gathered; otherwise the test reads <see cref="Output"/>.</param>
    /// <param name="prefix">A command that starts the program in its turn, with its options; empty for none.</param>
    public static ActorSyncProcess Start(
        Workspace workspace, IReadOnlyDictionary<string, string>? environment, IEnumerable<string> arguments, bool readsOut = true, params string[] prefix)
    {
        // A script that runs in the background ignores SIGINT and hands that on; the program under test gets what a terminal gives.
        // It sees the error of a file that may not grow, and not the signal that comes with it.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "--ignore-signal=XFSZ", .. prefix, "dotnet", ProgramFile, .. arguments])
        {
            WorkingDirectory = workspace.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ACTORSYNC_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ActorSyncProcess(Process.Start(start)!, readsOut);
    }

    /// <summary>Lets no file of the program grow any more, as if its disk were full.</summary>
    public Task FillDiskAsync() => LimitFilesAsync("1");

    /// <summary>Lets the program's files grow again.</summary>
    public Task EmptyDiskAsync() => LimitFilesAsync("unlimited");

    /// <summary>Waits until the program has said these words on standard error.</summary>
    public async Task SaysAsync(string words)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_errorGate)
        {
            if (_errorText.ToString().Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            _awaited.Add((words, said));
        }

        await Task.WhenAny(said.Task, _error).WaitAsync(EndLimit, TestContext.Current.CancellationToken);
        Assert.True(said.Task.IsCompleted, $"The program ended without saying '{words}': {_errorText}");
    }

    private async Task<string> ReadErrorAsync()
    {
        var buffer = new char[4_096];
        int count;
        while ((count = await _process.StandardError.ReadAsync(buffer)) > 0)
        {
            lock (_errorGate)
            {
                _errorText.Append(buffer, 0, count);
                var text = _errorText.ToString();
                _awaited.FindAll(awaited => text.Contains(awaited.Words, StringComparison.Ordinal)).ForEach(awaited => awaited.Said.TrySetResult());
            }
        }

        return _errorText.ToString();
    }

    // The soft limit alone, so that it can be taken back without any privilege.
    private async Task LimitFilesAsync(string size)
    {
        using var limit = Process.Start("prlimit", [$"--pid={Id}", $"--fsize={size}:"]);
        await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Sends a signal by its name: <c>TERM</c>, <c>INT</c>, <c>KILL</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end; a program that does not end is killed, and the test fails.</summary>
    public async Task<Ended> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(EndLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            _process.Kill();
            throw new TimeoutException($"The program did not end within {EndLimit}: {await _error}");
        }

        return new Ended(_process.ExitCode, await _out, await _error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The program: the one in the folder that <c>TESTED_PROGRAM</c> names, as it is published; else the one that the build copies beside the tests with all that it needs.</summary>
    public static string ProgramFile { get; } =
        Path.Combine(Environment.GetEnvironmentVariable("TESTED_PROGRAM") is { Length: > 0 } folder ? folder : AppContext.BaseDirectory, "actorsync.dll");
}
