using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Sources;

/// <summary>Reads the source files of a run, joined per person.</summary>
public static class RosterReader
{
    /// <summary>Reads all files to their ends, one after the other, off the caller's thread.</summary>
    /// <param name="inputs">The files in the order given.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="context">What their words mean; <see cref="SourceMeaning.ToContext"/> makes it.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>; a read of standard input that waits is left behind, with the spool that it writes to.</param>
    /// <exception cref="IOException">A file cannot be opened or read. What is wrong inside a file is never an exception.</exception>
    public static Task<RosterReading> ReadAsync(
        IReadOnlyList<SourceInput> inputs,
        SourceOptions options,
        RosterContext context,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(options);

        // A read of standard input cannot be taken back: where whoever writes to it says nothing, it is left behind.
        var reading = Task.Run(() => Read(inputs, options, context, cancellation), cancellation);
        return inputs.Any(input => input.Name == SourceInput.StandardInputName) ? reading.WaitAsync(cancellation) : reading;
    }

    private static RosterReading Read(
        IReadOnlyList<SourceInput> inputs,
        SourceOptions options,
        RosterContext context,
        CancellationToken cancellation)
    {
        var join = new RosterJoin(context);
        foreach (var input in inputs)
        {
            var rows = join.OpenFile(input.Name);
            ReadFile(input, options, rows, cancellation);
        }

        return join.Complete();
    }

    private static void ReadFile(
        SourceInput input, SourceOptions options, RosterFileRows rows, CancellationToken cancellation)
    {
        using var content = SourceContent.Open(input);
        try
        {
            content.SettleEncoding(options.TolerantEncoding());
            ReadContent(input, options, content, rows, cancellation);
        }
        catch (InvalidDataException exception)
        {
            rows.Hold(
                0, string.Empty, RosterRule.FileTruncated, $"{exception.Message} Transfer or export the file again, whole.", canBeAccepted: false);
        }

        content.Finish(cancellation);
    }

    private static void ReadContent(
        SourceInput input,
        SourceOptions options,
        SourceContent content,
        RosterFileRows rows,
        CancellationToken cancellation)
    {
        var format = SourceSniffer.Recognise(content, input.Name, options, out var problem);
        if (problem is not null)
        {
            rows.Hold(0, string.Empty, problem.Rule, problem.Message, canBeAccepted: false);
            return;
        }

        format?.Read(new SourceReading(content, rows, options, cancellation));
        if (rows.Rows == 0 && !rows.IsHeldForGood)
        {
            rows.Hold(
                0, string.Empty, RosterRule.FileEmpty, "The file has no data rows. Export it again; an empty file never means that everybody has left.", canBeAccepted: false);
        }
    }
}
