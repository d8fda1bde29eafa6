using System.Buffers;
using System.Text.Json;

namespace ActorSync.Sandbox.State;

/// <summary>An append-only file of changed documents, a JSON line each; what is appended is on disk when its task ends.</summary>
/// <remarks>All lines that come while the disk is busy are flushed together, so many writers share the cost of one flush.</remarks>
internal sealed class StateFile : IAsyncDisposable
{
    private const byte LineEnd = (byte)'\n';

    // What the lock of another process meets: EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly Lock _gate = new();
    private readonly FileStream _stream;
    private readonly FileStream _ownership;
    private readonly SemaphoreSlim _appended = new(0);
    private readonly Task _flushing;
    private ArrayBufferWriter<byte> _filling = new();
    private ArrayBufferWriter<byte> _written = new();
    private TaskCompletionSource _durable = NewCompletion();
    private Exception? _failure;
    private bool _closing;

    private StateFile(FileStream stream, FileStream ownership)
    {
        _stream = stream;
        _ownership = ownership;
        _flushing = Task.Run(FlushAsync);
    }

    /// <summary>Opens the file at <paramref name="path"/>, or makes it, and rewrites it so that each document stands there once.</summary>
    /// <param name="read">Takes each stored document; called only where the file exists.</param>
    /// <param name="whenRead">Called when all stored documents were taken: refuses the file with an <see cref="InvalidDataException"/> where some are missing.</param>
    /// <param name="seed">Called where the file does not exist yet.</param>
    /// <param name="writeAll">Writes every document through the function that it is given.</param>
    /// <exception cref="StateInUseException">Another sandbox has the file open.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">A line other than the last is no JSON document, one holds what no sandbox writes, or some are missing.</exception>
    public static StateFile Open(string path, Action<JsonElement> read, Action whenRead, Action seed, Action<Action<Action<Utf8JsonWriter>>> writeAll)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var ownership = Own(full);
        try
        {
            if (File.Exists(full))
            {
                ReadAll(full, read);
                whenRead();
            }
            else
            {
                seed();
            }

            Rewrite(full, writeAll);
            var stream = new FileStream(full, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return new StateFile(stream, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Appends one document; the task ends when it is on disk.</summary>
    public Task AppendAsync(Action<Utf8JsonWriter> write)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            WriteLine(_filling, write);
            _appended.Release();
            return _durable.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closing)
            {
                return;
            }

            _closing = true;
            _appended.Release();
        }

        await _flushing;
        await _stream.DisposeAsync();
        await _ownership.DisposeAsync();
        _appended.Dispose();
    }

    private static FileStream Own(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (Taken.Contains(refused.HResult))
        {
            throw new StateInUseException($"The sandbox state '{path}' is in use by another process.", refused);
        }
    }

    private static void ReadAll(string path, Action<JsonElement> read)
    {
        var number = 0;
        string? previous = null;
        foreach (var line in File.ReadLines(path))
        {
            if (previous is not null)
            {
                number++;
                if (!TryRead(previous, number, path, read))
                {
                    throw new InvalidDataException($"Line {number} of the sandbox state '{path}' is no JSON document.");
                }
            }

            previous = line;
        }

        // The last line may have been torn by a crash while it was written; nobody was told that it was stored.
        if (previous is not null)
        {
            TryRead(previous, number + 1, path, read);
        }
    }

    private static bool TryRead(string line, int number, string path, Action<JsonElement> read)
    {
        JsonElement document;
        try
        {
            document = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return false;
        }

        try
        {
            read(document);
            return true;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            // JSON of another shape than the one that was written: each way to find out has an exception of its own.
            throw new InvalidDataException($"Line {number} of the sandbox state '{path}' cannot be used: {wrong.Message}", wrong);
        }
    }

    private static void Rewrite(string path, Action<Action<Action<Utf8JsonWriter>>> writeAll)
    {
        // A new file beside the old one takes its name in one step, so a crash leaves one of the two whole.
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            var buffer = new ArrayBufferWriter<byte>();
            writeAll(write =>
            {
                WriteLine(buffer, write);
                stream.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            });
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static void WriteLine(ArrayBufferWriter<byte> buffer, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        buffer.GetSpan(1)[0] = LineEnd;
        buffer.Advance(1);
    }

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FlushAsync()
    {
        while (true)
        {
            await _appended.WaitAsync();
            TaskCompletionSource durable;
            lock (_gate)
            {
                if (_filling.WrittenCount == 0)
                {
                    if (_closing)
                    {
                        return;
                    }

                    continue;
                }

                (_filling, _written) = (_written, _filling);
                durable = _durable;
                _durable = NewCompletion();
            }

            try
            {
                _stream.Write(_written.WrittenSpan);
                _stream.Flush(flushToDisk: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Fail(failure, durable);
                return;
            }

            _written.ResetWrittenCount();
            durable.SetResult();
        }
    }

    private void Fail(Exception cause, TaskCompletionSource durable)
    {
        var failure = new IOException(cause.Message, cause);
        lock (_gate)
        {
            _failure = failure;
            _durable.TrySetException(failure);
        }

        durable.SetException(failure);
    }
}
