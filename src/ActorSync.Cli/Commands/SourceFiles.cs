using ActorSync.Cli.Usage;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;

namespace ActorSync.Cli.Commands;

/// <summary>The source files that a command was given.</summary>
internal sealed class SourceFiles
{
    private readonly CliEnvironment _environment;
    private readonly string[] _arguments;
    private byte[]? _keptInput;

    private SourceFiles(CliEnvironment environment, string[] arguments) => (_environment, _arguments) = (environment, arguments);

    /// <summary>Checks that there are files, and that each is there.</summary>
    /// <exception cref="UsageException">None is named, or standard input twice.</exception>
    /// <exception cref="CommandFailure">One is not there or cannot be read.</exception>
    public static SourceFiles Open(CliEnvironment environment, string[] arguments, string commandPath)
    {
        if (arguments.Length == 0)
        {
            throw new UsageException($"{commandPath} needs a source: {commandPath} --source FILE, or --source - for standard input.", commandPath);
        }

        if (arguments.Count(argument => argument == SourceInput.StandardInputName) > 1)
        {
            throw new UsageException("Standard input can be read once: give --source - once.", commandPath);
        }

        foreach (var argument in arguments.Where(argument => argument != SourceInput.StandardInputName))
        {
            Check(argument, environment.WorkingDirectory);
        }

        return new SourceFiles(environment, arguments);
    }

    /// <summary>Keeps standard input in memory, so that the files can be read more than once.</summary>
    /// <param name="stop">Gives up, even while whoever writes to it says nothing.</param>
    public async Task KeepStandardInputAsync(CancellationToken stop)
    {
        if (_keptInput is not null || !_arguments.Contains(SourceInput.StandardInputName))
        {
            return;
        }

        // A read of standard input cannot be taken back, so that it is left behind where somebody asks to stop.
        _keptInput = await Task.Run(ReadInput, stop).WaitAsync(stop);
    }

    private byte[] ReadInput()
    {
        using var input = _environment.Streams.OpenInput();
        using var kept = new MemoryStream();
        input.CopyTo(kept);
        return kept.ToArray();
    }

    /// <summary>The files, to be read once; after <see cref="KeepStandardInputAsync"/> as often as wanted.</summary>
    public IReadOnlyList<SourceInput> Inputs() => [.. _arguments.Select(Input)];

    /// <summary>Checks that a file is there and can be read.</summary>
    /// <exception cref="CommandFailure">It is not.</exception>
    public static void Check(string file, string workingDirectory)
    {
        var path = Path.GetFullPath(file, workingDirectory);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = Directory.Exists(path) ? "it is a folder" : !File.Exists(path) ? "there is no such file" : exception.Message;
            throw new CommandFailure(ExitCode.Usage, "source-unreadable", $"{file} cannot be read: {why}. A relative path starts in {workingDirectory}.");
        }
    }

    private SourceInput Input(string argument) =>
        argument != SourceInput.StandardInputName ? SourceInput.FromFile(Path.GetFullPath(argument, _environment.WorkingDirectory)) with { Name = argument }
        : _keptInput is { } bytes ? SourceInput.FromBytes(SourceInput.StandardInputName, bytes)
        : new SourceInput(SourceInput.StandardInputName, _environment.Streams.OpenInput);
}
