using System.Globalization;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Takes configuration from the configuration file.</summary>
internal static class FileLayer
{
    /// <summary>The file that is read where none is named, relative to the working directory.</summary>
    public static readonly string DefaultFile = Path.Combine("config", "actorsync.json");

    private const int LargestFile = 64 * 1024 * 1024;

    /// <summary>The full path of the file that was read, or null when none is named and the default one does not exist.</summary>
    public static string? Collect(string? configFile, string workingDirectory, GivenValues values)
    {
        var shown = configFile ?? DefaultFile;
        var file = Path.GetFullPath(shown, workingDirectory);

        if (configFile is null && !File.Exists(file))
        {
            return null;
        }

        ConfigurationPlace PlaceOf(int line) =>
            new(ConfigurationLayer.File, string.Create(CultureInfo.InvariantCulture, $"{shown}, line {line}"));

        if (Read(file, shown, values) is { } bytes)
        {
            var (node, problem, place) = ConfigurationJson.Read(bytes, PlaceOf);
            if (node is not null)
            {
                values.Collect(KeyTree.Root, node);
            }
            else
            {
                values.Errors.Add(new ConfigurationProblem(shown, place, $"the configuration file {problem}"));
            }
        }

        return file;
    }

    private static byte[]? Read(string file, string shown, GivenValues values)
    {
        try
        {
            var size = new FileInfo(file).Length;
            if (size <= LargestFile)
            {
                return File.ReadAllBytes(file);
            }

            values.Errors.Add(new ConfigurationProblem(shown, null, "the configuration file is larger than 64 MiB"));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            values.Errors.Add(new ConfigurationProblem(shown, null, "there is no such configuration file; name one that exists by --config"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            values.Errors.Add(new ConfigurationProblem(shown, null, "the configuration file cannot be read; check that it is a file and its permissions"));
        }

        return null;
    }
}
