using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.Benchmarks.JournalPlaces;

/// <summary>A PostgreSQL server of the harness's own, on loopback and in a temporary folder, that can be killed and started again.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private const string ServerUser = "postgres";
    private const string Installed = "/usr/lib/postgresql";
    private const string Options = "-c listen_addresses=127.0.0.1 -c max_connections=200";

    private static readonly bool IsRoot = Environment.UserName == "root";

    private readonly TemporaryFolder _folder = new();
    private readonly string _programs = Programs();
    private readonly int _port = FreePort();
    private int _databases;

    private PostgresProcess()
    {
    }

    private string Data => _folder["data"];

    private string MainProcessFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Makes a server and starts it.</summary>
    /// <exception cref="HarnessException">None is installed, or it does not start.</exception>
    public static async Task<PostgresProcess> StartAsync(CancellationToken stop)
    {
        var server = new PostgresProcess();
        try
        {
            if (IsRoot)
            {
                await RunAsync("chown", [ServerUser, server._folder["."]], asServer: false, stop); // The server refuses to run as root.
            }

            await server.RunOrKillAsync("initdb", ["-D", server.Data, "-A", "trust", "-U", ServerUser, "-E", "UTF8", "-N"], stop);
            await server.StartAgainAsync(stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a new database for a journal.</summary>
    public async Task<JournalPlace> NewJournalAsync(CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"journal{++_databases}");
        await RunAsync(
            Path.Combine(_programs, "createdb"), ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", ServerUser, name], asServer: true, stop);
        return JournalPlace.Postgres(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={ServerUser};Database={name}"));
    }

    /// <summary>Ends the server and every process that serves a connection with SIGKILL, and waits until they are gone.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        if (await MainProcessAsync(stop) is { } main)
        {
            ImmutableArray<int> all = [main, .. Children(main)];
            foreach (var id in all)
            {
                await KillOneAsync(id, stop);
            }
        }

        File.Delete(MainProcessFile); // The next start would warn of it.
    }

    /// <summary>Starts the server, after a kill as well, and waits until it takes connections.</summary>
    public Task StartAgainAsync(CancellationToken stop) => RunOrKillAsync(
        "pg_ctl",
        [
            "-D", Data, "-l", _folder["log"], "-w", "-s",
            "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} {Options} -c unix_socket_directories={_folder["."]}"), "start",
        ],
        stop);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (File.Exists(MainProcessFile))
            {
                await RunAsync(Path.Combine(_programs, "pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "-s", "stop"], asServer: true, CancellationToken.None);
            }
        }
        finally
        {
            _folder.Dispose();
        }
    }

    // Whatever the tool started dies with it; a server that is no longer the tool's by then, as the tool has just ended, is killed by its own file.
    private async Task RunOrKillAsync(string tool, ImmutableArray<string> arguments, CancellationToken stop)
    {
        try
        {
            await RunAsync(Path.Combine(_programs, tool), arguments, asServer: true, stop);
        }
        catch (OperationCanceledException) when (File.Exists(MainProcessFile))
        {
            await KillAsync(CancellationToken.None);
            throw;
        }
    }

    // The file is there an instant before there is anything in it, and names no server, but a number below zero, while a new one is made.
    private async Task<int?> MainProcessAsync(CancellationToken stop) =>
        int.TryParse((await File.ReadAllLinesAsync(MainProcessFile, stop)).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static IEnumerable<int> Children(int process)
    {
        var children = $"/proc/{process}/task/{process}/children";
        return File.Exists(children)
            ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            : [];
    }

    private static async Task KillOneAsync(int id, CancellationToken stop)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            await process.WaitForExitAsync(stop);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // A connection's process ends by itself as soon as its client or the server does.
            return;
        }
    }

    private static string Programs()
    {
        var newest = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed)
                .Select(version => Path.Combine(version, "bin"))
                .Where(programs => File.Exists(Path.Combine(programs, "initdb")) && File.Exists(Path.Combine(programs, "pg_ctl")))
                .OrderBy(programs => programs.Length)
                .ThenBy(programs => programs, StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        return newest ?? throw new HarnessException($"No PostgreSQL server is installed under {Installed}: install the package 'postgresql', or leave --journal postgres off.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task RunAsync(string program, ImmutableArray<string> arguments, bool asServer, CancellationToken stop)
    {
        var asAnother = asServer && IsRoot;
        var start = new ProcessStartInfo(
            asAnother ? "setpriv" : program,
            asAnother ? [$"--reuid={ServerUser}", $"--regid={ServerUser}", "--clear-groups", program, .. arguments] : arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = program.EndsWith("initdb", StringComparison.Ordinal), // What it tells is of no interest; the server writes into its own log.
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return SystemTool.RunAsync(start, stop);
    }
}
