/** What a person does on each system, menu by menu, in the words the menus use. */
export interface TrustSteps {
  readonly system: string
  readonly steps: readonly { readonly id: string; readonly en: string }[]
}

/** How the fingerprint is read differs as well: it must come from the device, because this page could be forged. */
export const trustSteps: readonly TrustSteps[] = [
  {
    system: 'Android (Chrome)',
    steps: [
      {
        id: 'Unduh berkas di atas. Tablet harus memakai kunci layar (PIN atau pola).',
        en: 'Download the file above. The tablet must have a screen lock (PIN or pattern).',
      },
      {
        id: 'Buka Setelan, cari “Sertifikat CA”, pilih Instal sertifikat → Sertifikat CA → Tetap instal, lalu pilih berkas itu.',
        en: 'Open Settings, search “CA certificate”, choose Install a certificate → CA certificate → Install anyway, then pick the file.',
      },
      {
        id: 'Setelan → Kredensial tepercaya → Pengguna → Sentra: bandingkan sidik jari SHA-256.',
        en: 'Settings → Trusted credentials → User → Sentra: compare the SHA-256 fingerprint.',
      },
      {
        id: 'Bila Android berkata Wi-Fi ini tanpa internet, pilih tetap terhubung.',
        en: 'When Android says this Wi-Fi has no internet, choose to stay connected.',
      },
    ],
  },
  {
    system: 'iPhone, iPad (Safari)',
    steps: [
      {
        id: 'Unduh berkas di atas dengan Safari; pilih Izinkan.',
        en: 'Download the file above in Safari; choose Allow.',
      },
      {
        id: 'Pengaturan → Profil Diunduh → Detail Lainnya: bandingkan sidik jari SHA-256, lalu Instal.',
        en: 'Settings → Profile Downloaded → More Details: compare the SHA-256 fingerprint, then Install.',
      },
      {
        id: 'Pengaturan → Umum → Mengenai → Pengaturan Kepercayaan Sertifikat: nyalakan Sentra.',
        en: 'Settings → General → About → Certificate Trust Settings: turn on Sentra.',
      },
    ],
  },
  {
    system: 'Windows (Chrome, Edge)',
    steps: [
      {
        id: 'Unduh berkas di atas. Di Command Prompt, pada folder unduhan: certutil -hashfile sentra-site-ca.crt SHA256, lalu bandingkan.',
        en: 'Download the file above. In a Command Prompt, in the download folder: certutil -hashfile sentra-site-ca.crt SHA256, then compare.',
      },
      {
        id: 'Buka berkas itu → Instal Sertifikat → Pengguna Saat Ini → Otoritas Sertifikasi Akar Tepercaya.',
        en: 'Open the file → Install Certificate → Current User → Trusted Root Certification Authorities.',
      },
    ],
  },
  {
    system: 'macOS (Safari, Chrome)',
    steps: [
      {
        id: 'Unduh dan buka berkas di atas: Akses Rantai Kunci menyimpannya.',
        en: 'Download and open the file above: Keychain Access stores it.',
      },
      {
        id: 'Buka entri Sentra, bandingkan sidik jari SHA-256, lalu Kepercayaan → Selalu Percayai.',
        en: 'Open the Sentra entry, compare the SHA-256 fingerprint, then Trust → Always Trust.',
      },
    ],
  },
  {
    system: 'Firefox (Windows, macOS, Linux)',
    steps: [
      {
        id: 'Pengaturan → Privasi &amp; Keamanan → Lihat Sertifikat → Otoritas → Impor: pilih berkas itu, tekan Lihat untuk membandingkan, centang situs web.',
        en: 'Settings → Privacy &amp; Security → View Certificates → Authorities → Import: pick the file, press View to compare, tick websites.',
      },
    ],
  },
]
