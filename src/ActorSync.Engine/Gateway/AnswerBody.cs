using System.Text.Json;

namespace ActorSync.Engine.Gateway;

/// <summary>Reads the bodies of answers within a limit.</summary>
public static class AnswerBody
{
    /// <summary>The largest body that is read: a page of 500 users is far below it.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a whole body; the limit holds for the unpacked bytes.</summary>
    /// <exception cref="UnreadableAnswerException">It cannot be unpacked, or is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);

        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (InvalidDataException damaged)
        {
            throw new UnreadableAnswerException("the answer says that it is compressed by gzip, and cannot be unpacked", damaged);
        }
        catch (HttpRequestException tooLarge) when (tooLarge.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new UnreadableAnswerException($"the answer is larger than {MaxBytes >> 20} MiB", tooLarge);
        }
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the body is empty or one whole JSON value, after a byte order mark or without. A page of HTML under status 200 comes from something in between, not from the target.</summary>
    public static bool IsEmptyOrJson(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return true;
        }

        if (body.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
