"""Certificates for tests, made on the spot by openssl(1): one authority, and hosts whose
certificates are good, expired, for another name, of their own making or of nobody known."""
import ssl
import subprocess


def run(*arguments, directory):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def make_authority(directory, name):
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "30", "-subj", f"/CN={name}",
        "-addext", "basicConstraints=critical,CA:TRUE", directory=directory)


def make_host(directory, name, authority, names, dates=None):
    """`dates`: start and end as openssl-ca(1) has them."""
    run("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}",
        directory=directory)
    (directory / f"{name}.ext").write_text("subjectAltName=" + ",".join(f"DNS:{n}" for n in names))
    (directory / "ca.conf").write_text(
        "[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\n"
        "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n")
    (directory / "index.txt").write_text("")
    if not (directory / "serial").exists():
        (directory / "serial").write_text("1000\n")
    start, end = dates or ("20200101000000Z", "20990101000000Z")
    run("ca", "-batch", "-config", "ca.conf", "-cert", f"{authority}.pem", "-keyfile",
        f"{authority}.key", "-in", f"{name}.csr", "-out", f"{name}.pem", "-notext", "-startdate",
        start, "-enddate", end, "-extfile", f"{name}.ext", directory=directory)


def make_self_signed(directory, name):
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "30", "-subj", f"/CN={name}",
        "-addext", f"subjectAltName=DNS:{name}", directory=directory)


def context(directory, name, http2=False):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(directory / f"{name}.pem", directory / f"{name}.key")
    made.set_alpn_protocols(["h2", "http/1.1"] if http2 else ["http/1.1"])
    return made


def make_contexts(directory):
    """(path of the authority that is trusted, contexts by the host's name; None: any other)"""
    make_authority(directory, "authority")
    make_authority(directory, "nobody")
    http2 = ["h2ok.test", "goaway.test", "h2reset.test"]
    make_host(directory, "good.test", "authority", ["good.test", "front.test", *http2])
    make_host(directory, "expired.test", "authority", ["expired.test"],
              ("20200101000000Z", "20200201000000Z"))
    make_host(directory, "early.test", "authority", ["early.test"],
              ("20980101000000Z", "20990101000000Z"))
    make_host(directory, "other.test", "authority", ["elsewhere.test"])
    make_host(directory, "unknown.test", "nobody", ["unknown.test"])
    make_self_signed(directory, "self.test")
    contexts = {name: context(directory, name) for name in (
        "good.test", "expired.test", "early.test", "other.test", "unknown.test", "self.test")}
    contexts[None] = context(directory, "good.test")
    for name in http2:
        contexts[name] = context(directory, "good.test", http2=True)
    return directory / "authority.pem", contexts
